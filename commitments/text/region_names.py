"""By which other names, adjectives and abbreviations regional groups are known in four languages.

They are for finding and recognising a group, never printed. Its own names are the directory's.
"""

from __future__ import annotations

from collections.abc import Mapping

from commitments.text.bare_names import words_of_region

_KNOWN_AS = {
    "sahel": "Sahelian; sahélienne; sahélien; sahéliens; saheliano; saheliana; sahelianos; الساحل الأفريقي",
    "g5-sahel": "G5",
    "aes": "AES; Confederation of Sahel States; Confédération des États du Sahel; Confederación de Estados del Sahel",
    "lake-chad-basin": "Lake Chad; lac Tchad; lago Chad; بحيرة تشاد",
    "west-africa": "Western Africa; West African; Western African; Afrique occidentale; ouest-africaine; "
    "África del Oeste; África Oeste; africana occidental; أفريقيا الغربية",
    "central-africa": "Middle Africa; Central African; africaine centrale; أفريقيا الوسطى",
    "eccas": "CEEAC",
    "great-lakes": "Great Lakes; African Great Lakes; Great Lakes of Africa; Grands Lacs; Grands Lacs africains; "
    "Grands Lacs d'Afrique; Grandes Lagos; Grandes Lagos africanos; ICGLR; CIRGL; البحيرات الكبرى; "
    "البحيرات العظمى",
    "horn-of-africa": "Corne d'Afrique; Cuerno africano; African Horn",
    "greater-horn-of-africa": "Greater Horn",
    "east-africa-eac": "EAC; CAE; East African Community",
    "southern-africa": "Southern African; Afrique méridionale; África Austral; أفريقيا الجنوبية",
    "indian-ocean-commission": "IOC; COI",
    "north-africa": "Northern Africa; North African; Northern African; Afrique septentrionale; nord-africaine; "
    "África del Norte; Norte de África; norteafricana; أفريقيا الشمالية",
    "maghreb": "Maghrib; Maghrebi; maghrébine; magrebí; Arab Maghreb; Maghreb arabe; Magreb Árabe; Arab Maghreb Union; "
    "Union du Maghreb arabe; Unión del Magreb Árabe; AMU; UMA; المغرب الكبير; اتحاد المغرب العربي",
    "african-union": "AU; UA",
    "gcc": "Gulf; Gulf Arab; Arab Gulf; Golfe; Golfo; GCC; CCG; الخليج; الخليج العربي; مجلس التعاون الخليجي",
    "mashreq": "Mashriq; Machreq; Máshrek; Arab Mashreq; المشرق",
    "arab-league": "Arab; arabe; arabes; árabe; árabes; العربية; "
    "Arab World; monde arabe; mundo árabe; العالم العربي; Arab League; Ligue arabe; Liga Árabe; LAS; "
    "LEA; الجامعة العربية",
    "north-america": "Northern America; North American; nord-américaine; Norteamérica; norteamericana",
    "central-america": "Central American; Centro America; Centroamérica; centroamericana; "
    "centroamericano; centroamericanos; "
    "Centre-Amérique; Amérique du Centre; centraméricaine; centraméricain; América del Centro",
    "northern-central-america": "Northern Triangle; Northern Triangle of Central America; Triangle Nord; "
    "Triangle du Nord; Triángulo Norte; Triángulo Norte de Centroamérica; norte de América Central; "
    "North of Central America; مثلث الشمال",
    "rcm": "RCM; CRM",
    "caribbean": "Caribbean Islands; West Indies; Caraïbe; caribéenne; caribéen; caribeña; caribeño; الكاريبي",
    "oecs": "OECS; OECO; Organization of Eastern Caribbean States",
    "south-america": "South American; sud-américaine; sud-américain; Sudamérica; Suramérica; sudamericana; "
    "suramericana; América Meridional; أميركا الجنوبية",
    "andean-community": "CAN; Andean Community of Nations; Comunidad Andina de Naciones",
    "andean-region": "Andean; Andes; andine; andins; andina; andino; andinos; الأنديز",
    "mercosur": "MERCOSUL; Southern Common Market; Marché commun du Sud; Mercado Común del Sur; ميركوسور",
    "southern-cone": "Cône Sud; Cono Sur",
    "amazon-otca": "ACTO; OTCA; Amazon Cooperation Treaty Organisation",
    "eu": "EU; UE",
    "eea": "EEA; EEE",
    "schengen": "Schengen",
    "nordic": "Nordics; Norden; nordique; nórdica; nórdico; Nordiques; nórdicos",
    "baltic": "Baltic; Baltics; Balts; baltique; baltiques; báltica; báltico; البلطيق",
    "visegrad": "V4; Visegrad; Visegrad Four; Visegrád; Visegrado",
    "western-balkans": "West Balkans; Western Balkan; Balkans de l'Ouest; Balkans occidentales; Balcanes del Oeste; "
    "البلقان الغربية",
    "south-caucasus": "Southern Caucasus; South Caucasian; Transcaucasia; Caucase méridional; Transcaucasie; "
    "Cáucaso del Sur; Cáucaso Sur; Transcaucasia; القوقاز الجنوبي",
    "central-asia": "Central Asian; Middle Asia; centrasiatique; centroasiática; Asia Media",
    "cis": "CIS; CEI",
    "eastern-partnership": "EaP; Partenariat de l'Est; Partenariado Oriental",
    "council-of-europe": "CoE; CdE",
    "mediterranean-europe": "European Mediterranean; Europe de la Méditerranée; Europa del Mediterráneo",
    "asean": "ASEAN; ANASE; Association of South-East Asian Nations",
    "mekong": "Mekong; Mékong; Lower Mekong; Bas-Mékong; Bajo Mekong; الميكونغ",
    "saarc": "SAARC; ASACR",
    "east-asia": "Eastern Asia; East Asian; Asie orientale; est-asiatique; Asia del Este; este asiático; آسيا الشرقية",
    "pacific": "Pacific Island; Pacific Islands; Islands of the Pacific; îles du Pacifique; Pacifique insulaire; "
    "islas del Pacífico; Pacífico insular; جزر المحيط الهادئ",
    "pacific-islands-forum": "PIF; FIP; Pacific Island Forum",
    "melanesia": "Melanesian; mélanésienne; melanesia",
    "micronesia-region": "Micronesia; Micronesian; Micronésie; micronésienne; ميكرونيزيا",
    "polynesia": "Polynesian; polynésienne; polinesia",
    "cplp": "CPLP; Lusophone; Portuguese-speaking; lusophones; lusófonos",
    "ifrc-mena": "IFRC MENA",
}
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    slug: tuple(name.strip() for name in names.split(";")) for slug, names in _KNOWN_AS.items()
}
"""By the slug of the group"""

_WIDE = """
Africa; African; Afrique; africaine; africain; África; africana; africano; أفريقيا; أفريقي; أفريقية; Asia; Asian;
Asie; asiatique; asiática; asiático; آسيا; Europe; European; européenne; européen; Europa; europea; europeo; أوروبا;
latino-américaine; latino-américain; latinoamericana; latinoamericano;
America; Americas; Amérique; Amériques; América; Américas; أمريكا; الأمريكتان; Oceania; Océanie; Oceanía;
أوقيانوسيا; Eurasia; Eurasie; world; monde; mundo; العالم; Latin America; Amérique latine; América Latina;
Latinoamérica; أمريكا اللاتينية; Latin America and the Caribbean; Amérique latine et les Caraïbes; América
Latina y el Caribe; Middle East; Moyen-Orient; Oriente Medio; Medio Oriente; الشرق الأوسط; Near East;
Proche-Orient; MENA; Middle East and North Africa; Moyen-Orient et Afrique du Nord; Oriente Medio y África del
Norte; sub-Saharan Africa; Afrique subsaharienne; África subsahariana; East Africa; Eastern Africa; Afrique de
l'Est; África Oriental; شرق أفريقيا; Eastern Europe; Western Europe; Northern Europe; Southern Europe; Central
Europe; Central and Eastern Europe; Europe de l'Est; Europe de l'Ouest; Europa Oriental; Europa Occidental;
South Asia; South-East Asia; Southeast Asia; Asie du Sud; Asie du Sud-Est; Asia Meridional; Sudeste Asiático;
Asia Pacific; Asia and the Pacific; Asie-Pacifique; Asia y el Pacífico; آسيا والمحيط الهادئ
"""
WIDE = frozenset(words_of_region(name) for name in _WIDE.split(";"))
"""Continents and the like, by their words: the directory doesn't have them, and no pledge has all of their parties"""


_FILLERS = """
all whole entire every each continent continental subcontinent isthmus states nations peoples
member members membre membres miembro miembros
tout toute tous toutes entier entière continent continentale isthme nations peuples
todo toda todos todas entero entera continente continental istmo naciones pueblos
كل جميع كافة قارة القارة برزخ الأعضاء
"""
FILLERS = frozenset(word for filler in _FILLERS.split() for word in words_of_region(filler))
"""Words that say of a region that it is the whole of it"""

_OF_MANY = """
Africa African Africans Afrique africaine africain africains África africana africano africanos أفريقيا أفريقي أفريقية
Sahara Sahel Maghreb Magreb Machrek Mashriq Levant Levante الشام
Asia Asian Asie asiatique asiatiques asiática asiático asiáticos آسيا subcontinent Orient Oriente الشرق
Europe European européenne européen européens Europa europea europeo europeos أوروبا Balkan Balkans Balcanes البلقان
Scandinavia Scandinavian Scandinavie Escandinavia Iberia Iberian Ibérica Danube Alps Alpine Alpes DACH
Caucasus Caucasian Caucase Cáucaso القوقاز Mediterranean Méditerranée Mediterráneo المتوسط Soviet Turkic Yugoslavia
America American Americas Amérique Amériques América Américas أمريكا Iberoamérica Hispanoamérica Latinoamérica
Mesoamerica Mesoamérica Mésoamérique Antilles Antillas Caribbean Caribe Caraïbe Caraïbes الكاريبي Amazon hemisphere
Pacific Pacifique Pacífico الهادئ Oceania Océanie Oceanía Melanesian Polynesian Micronesian Mekong
Gulf Golfe Golfo الخليج Arab Arabia Arabian Arabe Árabe Arabes Árabes العربية Islamic Muslim islamique islámico
Commonwealth Francophone Francophonie Anglophone Lusophone Hispanic francophones hispanophones
Global world monde mundo العالم planet Developing Developed LDC LDCs SIDS MENA APAC EMEA LAC SSA ACP
BRICS G7 G20 G77 OECD OCDE OIC NATO OSCE OAS OEA CELAC UNASUR ALBA COMESA CENSAD UEMOA WAEMU OTS UN
"""
OF_MANY = frozenset(word for each in _OF_MANY.split() for word in words_of_region(each))
"""Words by which everybody knows a region, or a group of States, to be of many countries"""


def is_wide(region: str) -> bool:
    """Whether a region is a continent, or another that everybody knows to have more parties than a pledge names."""
    words = words_of_region(region)
    return words in WIDE or words - FILLERS in WIDE


def is_of_many(region: str) -> bool:
    """Whether a region that the directory doesn't know may have more parties than a pledge names.

    So may each that speaks of a continent, a known group or a part of them: “South-East Asia”, “the Sahel and the Lake
    Chad Basin”, “the Balkans”. Of the rest, “the two valleys”, whoever writes of them knows who belongs to them.
    """
    return is_wide(region) or not words_of_region(region).isdisjoint(OF_MANY)
