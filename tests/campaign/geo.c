/*
 * Regions and places. Source: npm @etalab/decoupage-administratif 6.0.0 (Licence Ouverte): the
 * prefecture of each département and the intercommunality (EPCI) it belongs to.
 */
#include <string.h>

#include "campaign.h"

/* By weight, so that a campaign of few regions has the large ones. */
const struct region regions[N_REGIONS] = {
    {"84", "auvergne-rhone-alpes"},
    {"11", "ile-de-france"},
    {"75", "nouvelle-aquitaine"},
    {"76", "occitanie"},
    {"93", "provence-alpes-cote-d-azur"},
    {"32", "hauts-de-france"},
    {"44", "grand-est"},
    {"52", "pays-de-la-loire"},
    {"53", "bretagne"},
    {"28", "normandie"},
    {"27", "bourgogne-franche-comte"},
    {"24", "centre-val-de-loire"},
    {"94", "corse"},
    {"04", "la-reunion"},
    {"01", "guadeloupe"},
    {"02", "martinique"},
    {"03", "guyane"},
    {"06", "mayotte"},
};

/* Region, département, commune, EPCI, town; the places of a region follow each other. */
static const struct place places[] = {
    {"84", "69", "69123", "200046977", "Lyon"},
    {"84", "38", "38185", "200040715", "Grenoble"},
    {"84", "26", "26362", "200068781", "Valence"},
    {"84", "42", "42218", "244200770", "Saint-Étienne"},
    {"84", "73", "73065", "200069110", "Chambéry"},
    {"84", "74", "74010", "200066793", "Annecy"},
    {"84", "07", "07186", "200071413", "Privas"},
    {"84", "01", "01053", "200071751", "Bourg-en-Bresse"},
    {"84", "63", "63113", "246300701", "Clermont-Ferrand"},
    {"84", "03", "03190", "200071140", "Moulins"},
    {"84", "15", "15014", "241500230", "Aurillac"},
    {"84", "43", "43157", "200073419", "Le Puy-en-Velay"},
    {"11", "75", "75056", "200054781", "Paris"},
    {"11", "93", "93008", "200054781", "Bobigny"},
    {"11", "94", "94028", "200054781", "Créteil"},
    {"11", "92", "92050", "200054781", "Nanterre"},
    {"11", "77", "77288", "247700057", "Melun"},
    {"11", "91", "91228", "200059228", "Évry-Courcouronnes"},
    {"11", "95", "95500", "249500109", "Pontoise"},
    {"11", "78", "78646", "247800584", "Versailles"},
    {"75", "33", "33063", "243300316", "Bordeaux"},
    {"75", "64", "64445", "200067254", "Pau"},
    {"75", "86", "86194", "200069854", "Poitiers"},
    {"75", "17", "17300", "241700434", "La Rochelle"},
    {"75", "40", "40192", "244000808", "Mont-de-Marsan"},
    {"75", "24", "24322", "200040392", "Périgueux"},
    {"75", "47", "47001", "200096956", "Agen"},
    {"75", "16", "16015", "200071827", "Angoulême"},
    {"75", "79", "79191", "200041317", "Niort"},
    {"75", "87", "87085", "248719312", "Limoges"},
    {"75", "19", "19272", "241927201", "Tulle"},
    {"76", "34", "34172", "243400017", "Montpellier"},
    {"76", "31", "31555", "243100518", "Toulouse"},
    {"76", "30", "30189", "243000643", "Nîmes"},
    {"76", "81", "81004", "248100737", "Albi"},
    {"76", "66", "66136", "200027183", "Perpignan"},
    {"76", "11", "11069", "200035715", "Carcassonne"},
    {"76", "12", "12202", "241200187", "Rodez"},
    {"76", "82", "82121", "248200099", "Montauban"},
    {"76", "48", "48095", "244800405", "Mende"},
    {"76", "65", "65440", "200069300", "Tarbes"},
    {"93", "13", "13055", "200054807", "Marseille"},
    {"93", "06", "06088", "200030195", "Nice"},
    {"93", "84", "84007", "248400251", "Avignon"},
    {"93", "83", "83137", "248300543", "Toulon"},
    {"93", "04", "04070", "200067437", "Digne-les-Bains"},
    {"93", "05", "05061", "200067825", "Gap"},
    {"32", "59", "59350", "200093201", "Lille"},
    {"32", "62", "62041", "200033579", "Arras"},
    {"32", "80", "80021", "248000531", "Amiens"},
    {"32", "60", "60057", "200067999", "Beauvais"},
    {"32", "02", "02408", "200043495", "Laon"},
    {"44", "67", "67482", "246700488", "Strasbourg"},
    {"44", "68", "68066", "246800726", "Colmar"},
    {"44", "57", "57463", "200039865", "Metz"},
    {"44", "54", "54395", "245400676", "Nancy"},
    {"44", "51", "51108", "200066876", "Châlons-en-Champagne"},
    {"44", "10", "10387", "200069250", "Troyes"},
    {"44", "88", "88160", "200068757", "Épinal"},
    {"52", "44", "44109", "244400404", "Nantes"},
    {"52", "49", "49007", "244900015", "Angers"},
    {"52", "72", "72181", "247200132", "Le Mans"},
    {"52", "53", "53130", "200083392", "Laval"},
    {"52", "85", "85191", "248500589", "La Roche-sur-Yon"},
    {"53", "35", "35238", "243500139", "Rennes"},
    {"53", "29", "29232", "200068120", "Quimper"},
    {"53", "22", "22278", "200069409", "Saint-Brieuc"},
    {"53", "56", "56260", "200067932", "Vannes"},
    {"28", "76", "76540", "200023414", "Rouen"},
    {"28", "14", "14118", "200065597", "Caen"},
    {"28", "27", "27229", "200071454", "Évreux"},
    {"28", "50", "50502", "200066389", "Saint-Lô"},
    {"28", "61", "61001", "246100663", "Alençon"},
    {"27", "21", "21231", "242100410", "Dijon"},
    {"27", "25", "25056", "242500361", "Besançon"},
    {"27", "71", "71270", "200070308", "Mâcon"},
    {"27", "39", "39300", "200071116", "Lons-le-Saunier"},
    {"27", "89", "89024", "200067114", "Auxerre"},
    {"27", "90", "90010", "200069052", "Belfort"},
    {"27", "58", "58194", "245804406", "Nevers"},
    {"27", "70", "70550", "247000011", "Vesoul"},
    {"24", "37", "37261", "243700754", "Tours"},
    {"24", "45", "45234", "244500468", "Orléans"},
    {"24", "41", "41018", "200030385", "Blois"},
    {"24", "18", "18033", "241800507", "Bourges"},
    {"24", "28", "28085", "200033181", "Chartres"},
    {"24", "36", "36044", "243600327", "Châteauroux"},
    {"94", "2A", "2A004", "242010056", "Ajaccio"},
    {"94", "2B", "2B033", "242000354", "Bastia"},
    {"04", "974", "97411", "249740119", "Saint-Denis"},
    {"01", "971", "97105", "249710070", "Basse-Terre"},
    {"02", "972", "97209", "249720061", "Fort-de-France"},
    {"03", "973", "97302", "249730045", "Cayenne"},
    {"06", "976", "97611", "200060457", "Mamoudzou"},
};

enum { N_PLACES = sizeof places / sizeof places[0] };

const struct region *region_find(const char *code)
{
    for (int i = 0; i < N_REGIONS; i++)
        if (strcmp(regions[i].code, code) == 0)
            return &regions[i];
    return NULL;
}

const struct place *place_of_region(const char *region, int n)
{
    int first = 0, count = 0;

    for (int i = 0; i < N_PLACES; i++) {
        if (strcmp(places[i].region, region) != 0)
            continue;
        if (count++ == 0)
            first = i;
    }
    return count == 0 ? NULL : &places[first + n % count];
}

const struct place *place_of_departement(const char *departement)
{
    for (int i = 0; i < N_PLACES; i++)
        if (strcmp(places[i].departement, departement) == 0)
            return &places[i];
    return NULL;
}
