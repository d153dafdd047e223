"""Short items as people write them, by language: for what may be found in none of their own pledges."""

from __future__ import annotations

SHORT_ITEMS = {
    "en": """
Train volunteers in every branch. | Include migrants in emergency plans. | A national plan is adopted. | Share
data on missing persons. | Insure all volunteers by 2027. | Train volunteers. | Number of people trained. | Two
coordinators | Annual report | Staff and vehicles | Support RLF services. | National action plan | Adopt a
national law. | Number of volunteers insured. | Community resilience | Migration policy adopted. | Volunteer
insurance | Psychosocial support sessions | Report to parliament | Law adopted. | Disaster law reviewed. | Blood
donation campaign | First aid in schools | Translate the guide. | Two regional workshops | Branch capacity
assessment | Medical equipment | Financial support | Technical assistance | Survey of households | Protect the
emblem. | Data protection policy | Climate adaptation plan | Cash assistance | Mine risk education | Host an
international forum. | Document local practices. | Promote social inclusion. | Coordinate regional exercises. |
Publish annual statistics. | Minutes of meetings | Administrative data | Registration documents | Vulnerable
persons assisted. | Regional simulation exercise | Digital information platform | International humanitarian law
| Mental health services | Legal aid clinics | General population | Local communities informed. | National
legislation | Protection mandate confirmed. | Training manual | Media campaign | Radio spots | Internal audit |
Institutional agreement | Salaries and transport | Evaluation report | Communication materials | Community
centres | Civil protection plan | Humanitarian diplomacy | Monitor places of detention. | Restore family links.
| Recruit ten interpreters. | Visit detention centres. | Respect human dignity. | Distribute 500 hygiene kits. |
Support Médecins Sans Frontières. | Help Côte d’Ivoire. | São Tomé response | Port-au-Prince shelter | El Niño
preparedness | Cruz Roja volunteers | Kindergarten teachers trained. | Principal donors identified. | Programme
documents translated. | Non-refoulement training | Restaurant vouchers | Migrant reception centres | Transport
costs | Regional forum | Pilot projects | Social media campaign | Moral support | Region-wide communication |
Public information | Assistance centre | Radio communication | Sentinel sites | Ambulance transport | Migration
observatory | Document destruction | Resource centre | Liaison officers | Nutrition surveys | Vaccination
campaign | Sanitation infrastructure | Sport for peace | Mass communication | Village committees | Commune
profiles | Pamphlets distributed. | Cuisine | Reconciliation sessions | Patient transport | Prison visits |
Surge deployments | Data collection tools | Kits prepositioned. | Mobile clinics | Adult literacy | Habitat
restoration | Total population | Local radio | Peer support | Civil society forum | Animal health | Central
repository | Plan internacional partnership | Favela outreach | Barrio health posts | Madrasa teachers trained.
| Harambee drives | Ubuntu dialogues | Gacaca records | Dengue prevention | Chagas screening | Quinoa seeds |
Provide mental health care. | Restore contact. | Visit prisons. | Minor repairs | Menu of services | Tsunami
drills | Mangrove planting | Cyclone shelters | Maternal care | Inter-agency audit | Exit interviews | Provision
of legal documents | Pension reform | Urban resilience | Ensure non-discrimination. | Ratify conventions. |
Implement resolutions. | Emergency operations centre | Two hospitals equipped. | Annual exercise | Resettle
refugees. | End statelessness. | Dispatch convoys. | Digitise archives. | Procure ambulances. | Promulgate
decrees. | Simplify procedures. | Reform customs. | Waive visas. | Issue permits. | Accelerate procurement. |
Appoint focal points. | Commission a study. | Convene partners. | Decentralise services. | Monitor indicators. |
Evaluate impact. | Engage diaspora. | Finance adaptation. | Conserve biodiversity. | Establish a task force.
    """,
    "fr": """
Former des volontaires dans chaque branche. | Un plan national est adopté. | Adopter une loi nationale. | Nombre
de personnes formées. | Former les volontaires. | Deux coordinateurs | Rapport annuel | Personnel et véhicules |
Plan d’action national | Nombre de volontaires assurés. | Assurance des volontaires | Politique migratoire
adoptée. | Soutien psychosocial | Loi adoptée. | Campagne de don de sang | Premiers secours à l’école | Traduire
le guide. | Deux ateliers régionaux | Matériel médical | Appui financier | Assistance technique | Enquête auprès
des ménages | Protéger l’emblème. | Protection des données | Plan d’adaptation au climat | Aide en espèces |
Accueillir un forum international. | Recenser les pratiques locales. | Promouvoir l’inclusion sociale. | Publier
des statistiques. | Procès-verbaux des réunions | Données administratives | Documents d’enregistrement |
Exercice régional de simulation | Plateforme numérique | Droit international humanitaire | Services de santé
mentale | Communautés locales informées. | Législation nationale | Manuel de formation | Campagne médiatique |
Audit interne | Salaires et transport | Rapport d’évaluation | Rétablir les liens familiaux. | Organiser un
workshop national. | Former 20 staff au reporting. | Kits d’hygiène distribués. | Projet Save the Children |
Appui au Ministère de la Santé. | Créer un dashboard. | Marketing social | Leadership féminin | Fundraising en
ligne | Collecte via KoBo Toolbox | Programme Forecast-based Financing | Suivi du Sendai Framework | Plateforme
e-learning | Manuel Sphere révisé. | Impact et monitoring | Audit annuel | Session de feedback | Workshops
régionaux | Staff local formé. | Dispositif cash transfert | Points focaux PGI | Réseau RLF actif. | Partenariat
IFRC | Cash transfers | Intervention d’urgence | Transport et communication | Population active | Vaccination
infantile | Radio communautaire | Assistance juridique | Information publique | Mobilisation sociale |
Participation de tous | Formation continue | Restaurant social | Nutrition | Adoption de la loi sur le
Croissant-Rouge | Camp de Dadaab visité. | Hôpital Kenyatta équipé. | Loi n° 2020-45 révisée. | Cotisation au
Fonds DREF | Bureau de Port Harcourt ouvert. | Bénévoles de Cox’s Bazar assurés. | Former Kenya Red Cross.
    """,
    "es": """
Capacitar a voluntarios. | Se adopta un plan nacional. | Número de personas capacitadas. | La Cruz Roja
Colombiana capacitará a voluntarios. | Adoptar una ley nacional. | Dos coordinadores | Informe anual | Personal
y vehículos | Plan de acción nacional | Número de voluntarios asegurados. | Seguro para voluntarios | Política
migratoria adoptada. | Apoyo psicosocial | Ley aprobada. | Campaña de donación de sangre | Primeros auxilios en
escuelas | Traducir la guía. | Dos talleres regionales | Equipo médico | Apoyo financiero | Asistencia técnica |
Encuesta de hogares | Proteger el emblema. | Protección de datos | Plan de adaptación climática | Promover la
inclusión social. | Publicar estadísticas. | Actas de reuniones | Datos administrativos | Plataforma digital |
Derecho internacional humanitario | Servicios de salud mental | Comunidades locales informadas. | Legislación
nacional | Manual de formación | Auditoría interna | Salarios y transporte | Informe de evaluación | Restablecer
el contacto familiar. | Contratar diez intérpretes. | Organizar un workshop nacional. | Formar al staff local. |
Marketing social | Kits de higiene | Crear un dashboard. | Colecta con KoBo Toolbox | Apoyo a Médecins Sans
Frontières. | Plataforma e-learning | Manual Esfera | Hospital local | Radio comunitaria | Control social | Plan
integral | Material audiovisual | Red RLF activa. | Capital semilla | Transporte escolar | Festival cultural |
Clima laboral | Pueblos indígenas | Hogares rurales | Personas mayores | Agua potable | Salud materna |
Migrantes acompañados | Sede central | Cruz Roja Juventud | Apoyar a Trinidad y Tobago. | Banco de sangre |
Marco legal | Mesa de diálogo | Semana nacional | Taller virtual | Normas mínimas | Reducir riesgos. | Salvar
vidas. | Educar en paz. | Crear redes. | Informar a la prensa. | Voluntarios activos | Escuela segura | Ruta
migratoria | Albergues temporales
    """,
    "pt": """
Formar voluntários em cada filial. | Um plano nacional é adotado. | Adotar uma lei nacional. | Número de pessoas
formadas. | Formar voluntários. | Dois coordenadores | Relatório anual | Pessoal e veículos | Plano de ação
nacional | Seguro dos voluntários | Política migratória adotada. | Apoio psicossocial | Lei aprovada. | Campanha
de doação de sangue | Primeiros socorros nas escolas | Traduzir o guia. | Dois seminários regionais |
Equipamento médico | Apoio financeiro | Assistência técnica | Inquérito aos agregados familiares | Proteger o
emblema. | Proteção de dados | Promover a inclusão social. | Publicar estatísticas. | Atas das reuniões |
Plataforma digital | Direito internacional humanitário | Serviços de saúde mental | Comunidades locais
informadas. | Organizar um workshop. | Plano integral | Material audiovisual | Agua potável | Banco de sangue |
Marco legal | Saúde materna | Rádio comunitária | Semana nacional | Salvar vidas. | Reduzir riscos. | Escola
segura | Voluntários ativos | Sede central | Festival cultural | Migrantes acompanhados | Criar redes. |
Informar a imprensa. | Controle social | Abrigos temporários | Povos indígenas
    """,
    "de": """
Freiwillige in jedem Ortsverein ausbilden. | Ein nationaler Plan ist verabschiedet. | Zahl der geschulten
Personen. | Freiwillige ausbilden. | Zwei Koordinatoren | Jahresbericht und Statistik | Personal und Fahrzeuge |
Nationaler Aktionsplan | Versicherung der Freiwilligen | Psychosoziale Unterstützung | Gesetz verabschiedet. |
Blutspendekampagne im Land | Erste Hilfe in Schulen | Den Leitfaden übersetzen. | Zwei regionale Workshops |
Medizinische Ausrüstung | Finanzielle Unterstützung | Technische Hilfe | Umfrage bei Haushalten | Das Emblem
schützen. | Workshop mit Partnern | Monitoring und Reporting | Team vor Ort | Training der Trainer | Social
Media Kampagne | Internationale Konferenz | Regionale Partner | Budget 2027 | Kooperation mit Ministerien |
Finanzen | Projekt im Libanon | Audit | Material und Transport | Information der Presse | Moderne Technik | Zwei
Camps | Gender und Inklusion | Personalkosten | Familien zusammenführen | Blutspenden
    """,
    "it": """
Formare i volontari in ogni comitato. | Un piano nazionale è adottato. | Numero di persone formate. | Formare
volontari. | Due coordinatori | Rapporto annuale | Personale e veicoli | Piano d’azione nazionale |
Assicurazione dei volontari | Sostegno psicosociale | Legge approvata. | Campagna di donazione del sangue |
Primo soccorso nelle scuole | Tradurre la guida.
    """,
    "ar": """
تدريب المتطوعين في كل فرع. | تدريب 300 متطوع. | اعتماد خطة وطنية. | عدد الأشخاص المدربين. | تقرير سنوي | الدعم
النفسي الاجتماعي | حماية الشارة. | إدماج المهاجرين في خطط الطوارئ. | تبادل البيانات عن المفقودين. | منسقان اثنان
| حماية البيانات
    """,
    "ru": """
Обучить 300 добровольцев. | Принят национальный план. | Число обученных лиц. | Годовой отчёт | Психосоциальная
поддержка | Первая помощь в школах | Защита данных | Защищать эмблему.
    """,
    "sw": """
Kufundisha wajitolea katika kila tawi. | Mpango wa taifa umepitishwa. | Idadi ya watu waliofunzwa. | Ripoti ya
mwaka | Msaada wa kisaikolojia | Huduma ya kwanza shuleni | Kulinda nembo. | Kujenga makazi manne.
    """,
    "zh": """
加强法律保护。 | 培训志愿者。 | 通过国家计划。 | 年度报告 | 心理社会支持
    """,
    "fa": """
آموزش داوطلبان در همه شعبه‌ها. | برنامه ملی تصویب شد. | تعداد افراد آموزش‌دیده. | گزارش سالانه | حمایت روانی
اجتماعی
    """,
}
"""One after the other, with bars between them"""


def items_in(language: str) -> list[str]:
    """Return the short items of a language."""
    return [" ".join(item.split()) for item in SHORT_ITEMS[language].split("|")]
