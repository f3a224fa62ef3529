import type { Stage } from '../stage.js';

/** The usual listeners: each guardian for the own child, both sides of the first home, its inbox, and a stranger. */
export function audienceOf(stage: Stage): void {
  const { homes, strangers } = stage.village;
  for (const [index, home] of homes.entries())
    stage.listen(`guardian ${index} of check-ins`, home.guardian, home, {
      field: 'checkInRecorded',
      child: home.child,
    });
  const [home] = homes;
  const [teacher] = home?.teachers ?? [];
  const [stranger] = strangers;
  if (!home || !teacher || !stranger) throw new Error('nobody lives here');
  stage.listen('guardian', home.guardian, home, { field: 'messageReceived' });
  stage.listen('teacher', teacher, home, { field: 'messageReceived' });
  stage.listen('inbox of the teacher', teacher, home, { field: 'inboxChanged' });
  stage.listen('stranger', stranger, home, { field: 'messageReceived' });
}
