/* The code lists of DOMAIN.md §3, typed again from the document: not read from the contract. */
#include "campaign.h"

const char *const status_codes[] = {
    "projet", "emergent", "construction", "consolidation", "operationnel", "suspendu", "clos",
};

const char *const stage_codes[] = {
    "demande", "instruit", "accorde", "conventionne", "verse", "refuse", "abandonne", "reverse",
};

/* Dearest to poles first: the generator draws the first ones more often. */
const char *const funder_codes[N_FUNDERS] = {
    "etat",
    "region",
    "departement",
    "epci",
    "ue_fse",
    "cotisations_membres",
    "commune",
    "fondation",
    "cdc_bdt",
    "operateur_etat",
    "ue_feder",
    "ressources_propres",
    "organisme_social",
    "mecenat_entreprise",
    "bpifrance",
    "emprunt_bancaire",
    "finance_solidaire",
    "ue_feader",
    "autre",
};

const char *const funder_names[N_FUNDERS] = {
    "DREETS",
    "Conseil régional",
    "Conseil départemental",
    "Communauté d’agglomération",
    "Autorité de gestion FSE+",
    "Membres du pôle",
    "Ville",
    "Fondation territoriale",
    "Banque des Territoires",
    "Agence nationale",
    "Autorité de gestion FEDER",
    "Pôle",
    "Caisse d'allocations familiales",
    "Club d'entreprises mécènes",
    "Bpifrance",
    "Banque coopérative",
    "Fonds de finance solidaire",
    "Groupe d'action locale",
    "Autre organisme",
};

const char *const purpose_codes[N_PURPOSES] = {
    "ingenierie",       "accompagnement", "animation", "investissement",    "fonctionnement",
    "emploi_insertion", "formation",      "r_et_d",    "etude_faisabilite", "autre",
};

const char *const nature_codes[] = {
    "numeraire", "nature", "pret", "garantie", "apport_capital",
};

const char *const sector_codes[N_SECTORS] = {
    "eco_activites",
    "emploi_parcours",
    "alimentation_agriculture",
    "culture_creatif",
    "services_entreprises",
    "services_personne",
    "energie",
    "mobilite",
    "habitat_construction",
    "textile_mode",
    "numerique",
    "tourisme",
    "sante",
    "autre",
};

/* What a pole of the sector calls itself. */
const char *const sector_names[N_SECTORS] = {
    "Pôle Réemploi",          "Pôle Emploi solidaire",
    "Fabrique alimentaire",   "Pôle Culture et création",
    "Pôle Services partagés", "Pôle Bien vieillir",
    "Énergies citoyennes",    "Mobilités solidaires",
    "Écoconstruction",        "Textile circulaire",
    "Numérique inclusif",     "Tourisme équitable",
    "Santé de proximité",     "Coopération territoriale",
};

const char *const form_codes[N_FORMS] = {
    "association",
    "association_insertion",
    "association_intermediaire",
    "groupement_employeurs",
    "fondation",
    "mutuelle",
    "scic",
    "scop",
    "cae",
    "gie",
    "sas_sarl_ess",
    "autre",
};

const char *const scale_codes[N_SCALES] = {
    "communale", "intercommunale", "departementale", "regionale", "interregionale",
};

const char *const scheme_names[] = {
    "",
    "",
    "",
    "AMI PTCE",
    "Appel à projets régional ESS",
    "Contrat de ville",
    "FSE+ 2021-2027",
    "Fonds de développement",
};
