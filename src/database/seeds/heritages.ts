/** Names of one origin, and how often families have them. */
export interface Heritage {
  readonly weight: number;
  /** ISO 3166-1 alpha-2, of those who are not Norwegian citizens. */
  readonly nationality: string;
  /** Share of the children who are not Norwegian citizens. */
  readonly foreign: number;
  readonly doubleNames: boolean;
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly family: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const norwegian: Heritage = {
  weight: 80,
  nationality: 'NO',
  foreign: 0,
  doubleNames: true,
  female:
    words(`Nora Emma Sofie Ella Olivia Ingrid Maja Astrid Frida Leah Sara Ada Hedda Selma Tiril Live Solveig
    Ragnhild Sigrid Anna Ida Thea Marie Silje Kari Anne Hanne Hilde Turid Randi Ellen Mari Ingeborg Oda Vilde Jenny
    Amalie Mathilde Iben Alma Aurora Eline Julie Karoline Kristin Camilla Stine Marit Gunn Berit Tone Linn Guro Synne
    Åse Åshild Eir Ylva Tuva Helene Victoria Andrea Malin Mina Othilie Ronja Sunniva Signe Torunn Unni Vår Wenche Heidi
    Lene Trine Siri Gro Liv Elin Ane Birgitte Cecilie Dagny Embla Eva Gerd Henriette Johanne Line Marte Nina`),
  male: words(`Jakob Emil Noah Oliver Filip William Lucas Liam Henrik Oskar Aksel Theodor Elias Kasper Magnus Isak
    Johannes Sander Jonas Mathias Tobias Håkon Sindre Eirik Ole Lars Per Knut Trond Svein Bjørn Odd Geir Øyvind Kjetil
    Stian Espen Morten Anders Kristian Andreas Marius Petter Simen Vetle Sivert Ulrik Jørgen Herman Ludvig Alfred Birk
    Brage Even Fredrik Gard Halvor Ivar Jens Kristoffer Leon Martin Nikolai Olav Peder Rasmus Sebastian Storm Trym
    Vegard Vidar Åsmund Ådne Tor Terje Tarjei Tormod Steinar Rune Roar Pål Nils Mikkel Markus Ingvar Harald Gunnar
    Erlend Einar Dag Casper Benjamin Arne Amund`),
  family:
    words(`Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen
    Eriksen Berg Haugen Hagen Johannessen Andreassen Jacobsen Dahl Jørgensen Halvorsen Henriksen Lund Sørensen Jakobsen
    Moen Gundersen Iversen Strand Solberg Svendsen Eide Knutsen Martinsen Paulsen Bakken Kristoffersen Mathisen Lie
    Amundsen Rasmussen Solheim Lunde Moe Kvamme Bakke Nygård Fredriksen Bøe Holm Lien Hauge Christensen
    Andresen Nielsen Knudsen Evensen Sæther Aas Myhre Hanssen Haugland Thomassen Sivertsen Simonsen Danielsen Berntsen
    Rønning Sandvik Arnesen Næss Vik Antonsen Haug Edvardsen Thorsen Vold Ellingsen Birkeland Ødegård Aasen Myklebust
    Tangen Granli Skogheim Fjeld Nordby Sletten Brenden Holen Furuseth Kolstad Åsheim Elvestad Overby Rustad Skaug
    Tveit Ulven Viken Wold Ånerud Ørbekk Hovde Grinder Stensrud Dalby Engen`),
};

const sami: Heritage = {
  weight: 2,
  nationality: 'NO',
  foreign: 0,
  doubleNames: true,
  female:
    words(`Máret Biret Elle Inga Risten Sárá Ánne Káre Ravna Láilá Márjá Sunná Ellen Rávdná Gunhild Áile Ibbá
    Mággá Sire`),
  male: words(`Ánte Niillas Máhtte Áilu Jovnna Mikkel Issát Piera Aslak Ándaras Lásse Juhán Nils Heaika Dánel Biera
    Jovsset Ánde Máhte Sámmol`),
  family: words(`Sara Eira Gaup Somby Utsi Hætta Bongo Guttorm Turi Oskal Buljo Valkeapää Siri Magga Skum Baer
    Triumf Kemi Labba`),
};

const arriving: readonly Heritage[] = [
  {
    weight: 4,
    nationality: 'PL',
    foreign: 0.7,
    doubleNames: false,
    female: words(
      'Zofia Zuzanna Hanna Julia Maja Agnieszka Katarzyna Magdalena Małgorzata Aleksandra Oliwia Ewa',
    ),
    male: words('Jakub Antoni Szymon Piotr Tomasz Paweł Marcin Krzysztof Michał Wojciech Filip Kacper'),
    family: words('Nowak Kowalczyk Wójcik Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Mazur'),
  },
  {
    weight: 2,
    nationality: 'LT',
    foreign: 0.7,
    doubleNames: false,
    female: words('Emilija Liepa Austėja Gabija Rasa Jūratė Eglė Daiva Ugnė Miglė'),
    male: words('Lukas Matas Jonas Dominykas Mantas Darius Tomas Vytautas Rokas Andrius'),
    family: words('Petrauskas Kazlauskas Stankevičius Butkus Žukauskas Urbonas Navickas Ramanauskas'),
  },
  {
    weight: 3,
    nationality: 'SY',
    foreign: 0.6,
    doubleNames: false,
    female: words('Layla Amira Rania Nour Hala Salma Yasmin Rima Maryam Dima Aya Lina'),
    male: words('Omar Yusuf Karim Ahmad Khaled Samir Bilal Hassan Tarek Adnan Ziad Mahmoud'),
    family: words('Al-Hassan Haddad Khalil Najjar Darwish Al-Masri Sabbagh Mansour Hamdan Barakat'),
  },
  {
    weight: 3,
    nationality: 'SO',
    foreign: 0.4,
    doubleNames: false,
    female: words('Hodan Ayaan Fadumo Ifrah Sagal Amina Khadra Naima Hibo Zahra Ubah'),
    male: words('Abdi Mohamed Liban Yahya Guled Ismail Ayub Zakaria Abdirahman Warsame Farah'),
    family: words('Warsame Farah Jama Abdullahi Hersi Osman Aden Mohamud Yusuf Nur Ali'),
  },
  {
    weight: 2,
    nationality: 'ER',
    foreign: 0.6,
    doubleNames: false,
    female: words('Selam Feven Luwam Rahwa Winta Semhar Mebrat Bana Helen Saba'),
    male: words('Yonas Filmon Samuel Natnael Robel Mussie Tesfay Abel Henok Merhawi'),
    family: words('Tesfamariam Ghebremedhin Habte Kidane Woldu Haile Berhane Mehari Tekle Gebre'),
  },
  {
    weight: 2,
    nationality: 'UA',
    foreign: 1,
    doubleNames: false,
    female: words('Oksana Olena Daryna Sofiia Anastasiia Iryna Kateryna Yulia Polina Zlata'),
    male: words('Andriy Maksym Bohdan Dmytro Oleksandr Taras Mykola Danylo Yaroslav Nazar'),
    family: words('Shevchenko Kovalenko Bondarenko Tkachenko Kravchenko Melnyk Lysenko Savchenko Marchenko'),
  },
  {
    weight: 1,
    nationality: 'PK',
    foreign: 0.2,
    doubleNames: false,
    female: words('Ayesha Sana Fatima Hina Iqra Mahnoor Zainab Aisha'),
    male: words('Usman Bilal Hamza Imran Ali Zain Faisal Adeel'),
    family: words('Khan Ahmed Hussain Malik Iqbal Akhtar Butt Mahmood Chaudhry'),
  },
  {
    weight: 1,
    nationality: 'VN',
    foreign: 0.1,
    doubleNames: false,
    female: words('Linh Mai Thu Lan Hoa Phuong Ngoc Trang'),
    male: words('Minh Tuan Duc Huy Khanh Long Quang Nam'),
    family: words('Nguyen Tran Le Pham Huynh Vo Dang Bui'),
  },
];

export const families = { norwegian, sami } as const;

export const heritages: readonly Heritage[] = [norwegian, ...arriving];

/** Where the unaccompanied minors of the demo come from. */
export const refugees: readonly Heritage[] = arriving.filter((each) =>
  ['SY', 'SO', 'ER', 'UA'].includes(each.nationality),
);
