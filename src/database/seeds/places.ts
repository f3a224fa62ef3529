/** A municipality as the seeds know it: real number, postal codes and towns; schools and people are invented. */
export interface Place {
  readonly key: 'first' | 'second';
  readonly number: string;
  readonly name: string;
  /** Domain of logins and work e-mail; `.example` never belongs to anybody (RFC 2606). */
  readonly realm: string;
  readonly samiShare: number;
  readonly nynorskShare: number;
  readonly towns: readonly { readonly code: string; readonly city: string; readonly weight: number }[];
  readonly streets: readonly string[];
}

const list = (text: string): readonly string[] => text.split(',').map((each) => each.trim());

const kongsvinger: Place = {
  key: 'first',
  number: '3401',
  name: 'Kongsvinger',
  realm: 'kongsvinger.example',
  samiShare: 0.01,
  nynorskShare: 0.03,
  towns: [
    { code: '2208', city: 'Kongsvinger', weight: 5 },
    { code: '2211', city: 'Kongsvinger', weight: 4 },
    { code: '2212', city: 'Kongsvinger', weight: 4 },
    { code: '2214', city: 'Kongsvinger', weight: 3 },
    { code: '2210', city: 'Granli', weight: 2 },
    { code: '2216', city: 'Roverud', weight: 2 },
    { code: '2219', city: 'Brandval', weight: 1 },
    { code: '2220', city: 'Åbogen', weight: 1 },
    { code: '2224', city: 'Austmarka', weight: 1 },
  ],
  streets: list(`Bjørkevegen, Granvegen, Furuvegen, Storgata, Skolevegen, Elvegata, Stasjonsvegen, Kirkevegen,
    Solbakken, Fjellgata, Parkvegen, Rognevegen, Myrvegen, Åsvegen, Engvegen, Lyngvegen, Blåbærstien, Tiurvegen,
    Elgtråkket, Revefaret, Industrivegen, Brugata, Tømmervegen, Fløtervegen, Glomvegen, Haugvegen, Linnéavegen`),
};

const malselv: Place = {
  key: 'second',
  number: '5524',
  name: 'Målselv',
  realm: 'malselv.example',
  samiShare: 0.18,
  nynorskShare: 0.02,
  towns: [
    { code: '9325', city: 'Bardufoss', weight: 6 },
    { code: '9321', city: 'Moen', weight: 3 },
    { code: '9334', city: 'Øverbygd', weight: 1 },
    { code: '9336', city: 'Rundhaug', weight: 1 },
  ],
  streets:
    list(`Andslivegen, Fosselvvegen, Bjørkebakken, Moveien, Kirkeveien, Skoleveien, Elveveien, Fjellveien,
    Istindveien, Furulia, Nordlysveien, Rypeveien, Ørretveien, Laksestien, Multestien, Snefonna, Heimveien`),
};

export const places: readonly [Place, Place] = [kongsvinger, malselv];
