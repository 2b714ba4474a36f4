/* The columns of the three tables (DOMAIN.md §2) and what a row holds in each. */
#include <stdio.h>
#include <string.h>

#include "campaign.h"

const char *const table_names[N_TABLES] = {"poles", "emplois", "financements"};

static const char *const register_columns[] = {
    "code_pole",
    "nom_pole",
    "date_effet",
    "statut",
    "date_creation",
    "date_labellisation",
    "date_fin",
    "pole_temoin_2013",
    "siret_porteur",
    "forme_juridique",
    "code_region",
    "code_departement",
    "code_commune",
    "code_epci",
    "echelle",
    "secteur_principal",
    "secteurs_secondaires",
    "nb_membres",
    "nb_membres_ess",
    "nb_membres_hors_ess",
    "nb_membres_collectivites",
    "nb_membres_recherche_formation",
    "nb_membres_autres",
    "ca_consolide_annuel",
    "annee_ca",
    "etp_animation",
    "en_qpv",
    "en_zrr",
    "source_statut",
    NULL,
};

static const char *const jobs_columns[] = {
    "code_pole",
    "mois",
    "effectif_total",
    "etp_total",
    "cdi",
    "cdd",
    "interim",
    "alternance",
    "contrats_aides",
    "cddi_insertion",
    "autres_contrats",
    "temps_partiel",
    "femmes",
    "hommes",
    "genre_non_precise",
    "age_moins_26",
    "age_26_29",
    "age_30_49",
    "age_50_54",
    "age_55_plus",
    "age_inconnu",
    "effectif_insertion",
    "etp_insertion",
    "entrees",
    "sorties",
    "emplois_crees",
    "emplois_consolides",
    "emplois_sauvegardes",
    "emplois_repris",
    "emplois_supprimes",
    "statut_donnee",
    NULL,
};

/* Optional ones, which a chamber has all of or none. */
static const char *const jobs_more[] = {
    "residents_qpv",     "residents_zrr",       "rqth",
    "sorties_insertion", "sorties_durable",     "sorties_transition",
    "sorties_positives", "sorties_autres",      "sorties_neutralisees",
    "salaries_formes",   "transformations_cdi", "insertion_aci",
    "insertion_ai",      "insertion_ei",        "insertion_etti",
    "insertion_eiti",
};
enum { N_JOBS = sizeof jobs_columns / sizeof *jobs_columns - 1 };
enum { N_MORE = sizeof jobs_more / sizeof *jobs_more };
static const char *jobs_all[N_JOBS + N_MORE + 1];

static const char *const funding_columns[] = {
    "id_financement",
    "code_pole",
    "mois",
    "type_financeur",
    "nom_financeur",
    "dispositif",
    "finalite",
    "nature",
    "etape",
    "montant",
    "date_evenement",
    "montant_total_projet",
    "id_cofinancement",
    NULL,
};

const char *const *const table_columns[N_TABLES] = {
    register_columns,
    jobs_all,
    funding_columns,
};

void tables_begin(void)
{
    for (size_t i = 0; i < N_JOBS; i++)
        jobs_all[i] = jobs_columns[i];
    for (size_t i = 0; i < N_MORE; i++)
        jobs_all[N_JOBS + i] = jobs_more[i];
}

const char *const *tables_sent(const struct world *world, enum table table)
{
    return table == T_JOBS && world->few_columns ? jobs_columns : table_columns[table];
}

/* People in work integration by type of structure: most in workshops, the pole's own mix. */
static void row_structures(struct sheet *sheet, int insertion, int pole)
{
    static const int tenths[][4] = {{10, 0, 0, 0}, {5, 3, 2, 0}, {4, 3, 1, 2}, {0, 10, 0, 0}};
    const int *mix = tenths[pole % 4];
    int left = insertion;

    for (int i = 0; i < 4; i++) {
        int share = insertion < 0 ? -1 : insertion * mix[i] / 10;

        sheet_integer(sheet, share);
        left -= share;
    }
    sheet_integer(sheet, insertion < 0 ? -1 : left);
}

/* What else is true of a pole's jobs in a month, from what is: no more chance is taken, so that the
 * other columns do not depend on these. -1: not declared. */
static void row_more(struct sheet *sheet, const struct jobs *jobs, bool never, int pole, int month)
{
    int part = (pole * 7 + month * 3) % 10;
    int lasting = part % 3, transition = part % 2, positive = part / 4, others = part / 5;
    int neutral = part == 9;
    bool says = !jobs->nil && !never;
    bool leaves = says && jobs->insertion > 0 && pole % 5 != 4;
    bool tells = says && pole % 3 != 2;

    sheet_integer(sheet, tells ? jobs->total * part / 40 : -1);
    sheet_integer(sheet, says && pole % 4 == 0 ? jobs->total * part / 30 : -1);
    sheet_integer(sheet, tells && part != 5 ? jobs->total * part / 90 : -1);
    sheet_integer(sheet, leaves ? lasting + transition + positive + others + neutral : -1);
    sheet_integer(sheet, leaves ? lasting : -1);
    sheet_integer(sheet, leaves ? transition : -1);
    sheet_integer(sheet, leaves ? positive : -1);
    sheet_integer(sheet, leaves ? others : -1);
    sheet_integer(sheet, leaves && part != 7 ? neutral : -1);
    sheet_integer(sheet, tells ? jobs->total * part / 60 : -1);
    sheet_integer(sheet, says && part != 3 ? jobs->contracts[1] * part / 100 : -1);
    row_structures(sheet, leaves ? jobs->insertion : -1, pole);
}

static void row_members(struct sheet *sheet, const int *members)
{
    int total = 0;

    for (int i = 0; i < N_MEMBER_KINDS; i++)
        total += members[i];
    sheet_integer(sheet, total);
    for (int i = 0; i < N_MEMBER_KINDS; i++)
        sheet_integer(sheet, members[i]);
}

void row_register(struct sheet *sheet, const struct world *world, const struct register_row *row)
{
    const struct pole *pole = &world->poles[row->pole];
    const char *source = row->date % 2 == 0 ? "comité régional" : "";

    if (sheet->style->line_breaks)
        source = "Avis du comité \"PTCE\"\nde la chambre régionale";
    sheet_row_begin(sheet);
    sheet_text(sheet, pole->code);
    sheet_text(sheet, pole->name);
    sheet_date(sheet, row->date);
    sheet_text(sheet, status_codes[row->status]);
    sheet_date(sheet, pole->created);
    sheet_date(sheet, row->status >= ST_CONSOLIDATION ? pole->labelled : 0);
    sheet_date(sheet, row->status == ST_CLOS ? pole->closed : 0);
    sheet_boolean(sheet, pole->witness);
    sheet_text(sheet, pole->siret);
    sheet_text(sheet, form_codes[pole->form]);
    sheet_text(sheet, world->region->code);
    sheet_text(sheet, pole->place->departement);
    sheet_text(sheet, pole->place->commune);
    sheet_text(sheet, pole->place->epci);
    sheet_text(sheet, scale_codes[pole->scale]);
    sheet_text(sheet, sector_codes[pole->sector]);
    sheet_text(sheet, pole->second_sector < 0 ? "" : sector_codes[pole->second_sector]);
    row_members(sheet, row->members);
    sheet_money(sheet, pole->turnover);
    sheet_integer(sheet, pole->turnover < 0 ? -1 : pole->turnover_year);
    sheet_number(sheet, pole->team_fte);
    sheet_boolean(sheet, pole->qpv);
    sheet_boolean(sheet, pole->zrr);
    sheet_text(sheet, source);
    sheet_row_end(sheet);
}

void row_jobs(struct sheet *sheet, const struct world *world, int pole, int month, const char *code)
{
    const struct jobs *jobs = &world->jobs[(size_t)month * (size_t)world->n_poles + (size_t)pole];

    sheet_row_begin(sheet);
    sheet_text(sheet, code != NULL ? code : world->poles[pole].code);
    sheet_month(sheet, world->first_month + month);
    sheet_integer(sheet, jobs->total);
    sheet_number(sheet, jobs->fte);
    for (int i = 0; i < N_CONTRACTS; i++)
        sheet_integer(sheet, jobs->contracts[i]);
    sheet_integer(sheet, jobs->part_time);
    sheet_integer(sheet, jobs->women);
    sheet_integer(sheet, jobs->men);
    sheet_integer(sheet, jobs->unsaid);
    for (int i = 0; i < N_AGES; i++)
        sheet_integer(sheet, jobs->ages[i]);
    sheet_integer(sheet, jobs->insertion);
    sheet_number(sheet, jobs->insertion_fte);
    sheet_integer(sheet, jobs->entries);
    sheet_integer(sheet, jobs->exits);
    sheet_integer(sheet, jobs->created);
    sheet_integer(sheet, jobs->consolidated);
    sheet_integer(sheet, jobs->saved);
    sheet_integer(sheet, jobs->taken_over);
    sheet_integer(sheet, jobs->cut);
    if (jobs->nil)
        sheet_text(sheet, "neant");
    else if (jobs->corrected)
        sheet_text(sheet, "corrige");
    else
        sheet_text(sheet, jobs->settled ? "definitif" : "provisoire");
    if (sheet->columns != jobs_columns)
        row_more(sheet, jobs, world->few_columns, pole, month);
    sheet_row_end(sheet);
}

/* The digits of `value` after `text`, which they follow in place. */
static void append_number(char *text, int32_t value)
{
    char digits[12];
    size_t end = strlen(text);
    int n = 0;

    do {
        digits[n++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (n > 0)
        text[end++] = digits[--n];
    text[end] = '\0';
}

/* `letter`, the pole's region and number, `-`, the dossier's number: F84012-7. */
static void dossier_name(char letter, const struct pole *pole, int32_t number, char name[32])
{
    name[0] = letter;
    (void)memcpy(name + 1, pole->code + 5, 2);
    (void)memcpy(name + 3, pole->code + 8, 3);
    name[6] = '-';
    name[7] = '\0';
    append_number(name, number);
}

void row_event(struct sheet *sheet, const struct world *world, const struct event *event,
               const char *code)
{
    const struct dossier *dossier = &world->dossiers[event->dossier];
    const struct pole *pole = &world->poles[event->pole];
    int month = world->first_month + event->month;
    char id[32], cofunding[32] = "", named[128];
    const char *name = funder_names[dossier->funder];

    dossier_name('F', pole, dossier->number, id);
    if (code != NULL) /* another pole's event is another dossier */
        id[0] = 'X';
    if (dossier->cofunding > 0)
        dossier_name('C', pole, dossier->cofunding, cofunding);
    if (sheet->style->line_breaks) {
        (void)snprintf(named, sizeof named, "%s\n\"service ESS\"", name);
        name = named;
    }
    sheet_row_begin(sheet);
    sheet_text(sheet, id);
    sheet_text(sheet, code != NULL ? code : pole->code);
    sheet_month(sheet, month);
    sheet_text(sheet, funder_codes[dossier->funder]);
    sheet_text(sheet, dossier->number % 4 == 0 ? name : "");
    sheet_text(sheet, scheme_names[dossier->scheme]);
    sheet_text(sheet, purpose_codes[dossier->purpose]);
    sheet_text(sheet, nature_codes[dossier->nature]);
    sheet_text(sheet, stage_codes[event->stage]);
    sheet_money(sheet, event->amount);
    sheet_date(sheet, date_of(month, event->day));
    sheet_money(sheet, dossier->cofunding > 0 ? dossier->project_total : -1);
    sheet_text(sheet, cofunding);
    sheet_row_end(sheet);
}
