#include "adapters/ubl/code_lists.hpp"

#include <algorithm>
#include <array>

namespace makegood::ubl {

namespace {

// Every list begins and ends with a blank, so that a code is on it when the code between blanks is.

constexpr std::string_view countries =
    " 1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS "
    "BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG "
    "EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR "
    "HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR "
    "LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG "
    "NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE "
    "SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA "
    "UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW ";

constexpr std::string_view endpoint_schemes =
    " 0002 0007 0009 0037 0060 0088 0096 0097 0106 0130 0135 0142 0147 0151 0154 0158 0170 0177 0183 0184 "
    "0188 0190 0191 0192 0193 0194 0195 0196 0198 0199 0200 0201 0202 0203 0204 0205 0208 0209 0210 0211 "
    "0212 0213 0215 0216 0217 0218 0219 0220 0221 0225 0230 0235 0240 0244 0242 0245 0246 0248 9910 9913 "
    "9914 9915 9918 9919 9920 9922 9923 9924 9925 9926 9927 9928 9929 9930 9931 9932 9933 9934 9935 9936 "
    "9937 9938 9939 9940 9941 9942 9943 9944 9945 9946 9947 9948 9949 9950 9951 9952 9953 9957 9959 AN AQ "
    "AS AU EM ";

constexpr std::string_view exemptions_eu =
    " 79-C 132 132-1A 132-1B 132-1C 132-1D 132-1E 132-1F 132-1G 132-1H 132-1I 132-1J 132-1K 132-1L 132-1M "
    "132-1N 132-1O 132-1P 132-1Q 135-1 143 143-1A 143-1B 143-1C 143-1D 143-1E 143-1F 143-1FA 143-1G "
    "143-1H 143-1I 143-1J 143-1K 143-1L 144 146-1E 159 309 148 148-A 148-B 148-C 148-D 148-E 148-F 148-G "
    "151 151-1A 151-1AA 151-1B 151-1C 151-1D 151-1E G O IC AE D F I J 153 ";

constexpr std::string_view units =
    " C62 H87 EA NMP NAR NIU PR SET KT DZN DPC GRO MIL HEA XPP XPK XBX XCT XBG XBO XCR XCA XRO XTU XSA XBJ "
    "XDR XPX XPA XPC XCI XCY XLV XPU XCN XVL E48 E49 E50 LS ACT IE AS SEC MIN HUR DAY WEE MON ANN QAN SAN "
    "HMO MTR CMT MMT KMT DMT INH FOT YRD SMI TKM MTK CMK MMK KMK FTK YDK INK MTQ CMQ MMQ DMQ FTQ INQ YDQ "
    "LTR MLT CLT DLT HLT GLL GLI OZA PTI QTI BLL KGM GRM MGM TNE DTN LBR ONZ STN LTN CWA CWI WHR KWH MWH "
    "GWH WTT KWT MAW JOU KJO GJ 3B AMP VLT KVA KVR KEL CEL BAR PAL KPA HTZ KHZ MHZ 4L AD 2P E34 E35 E36 "
    "P1 KMQ KMH MTS RM MRW HWE ZZ E99 M66 K3 MKW 1I D63 E27 MQH SX ";

/// From the Recommendations' names, and as invoices abbreviate them; without full stops, in small letters.
struct UnitWord {
    std::string_view word;
    std::string_view code;
};
constexpr auto unit_words = std::to_array<UnitWord>({
    {"one", "C62"},      {"unit", "C62"},    {"units", "C62"},    {"piece", "H87"},     {"pieces", "H87"},
    {"pc", "H87"},       {"pcs", "H87"},     {"pce", "H87"},      {"stk", "H87"},       {"stück", "H87"},
    {"each", "EA"},      {"pair", "PR"},     {"pairs", "PR"},     {"set", "SET"},       {"sets", "SET"},
    {"kit", "KT"},       {"dozen", "DZN"},   {"second", "SEC"},   {"seconds", "SEC"},   {"minute", "MIN"},
    {"minutes", "MIN"},  {"h", "HUR"},       {"hr", "HUR"},       {"hrs", "HUR"},       {"hour", "HUR"},
    {"hours", "HUR"},    {"std", "HUR"},     {"stunde", "HUR"},   {"stunden", "HUR"},   {"heure", "HUR"},
    {"heures", "HUR"},   {"hora", "HUR"},    {"horas", "HUR"},    {"d", "DAY"},         {"day", "DAY"},
    {"days", "DAY"},     {"tag", "DAY"},     {"tage", "DAY"},     {"jour", "DAY"},      {"jours", "DAY"},
    {"week", "WEE"},     {"weeks", "WEE"},   {"month", "MON"},    {"months", "MON"},    {"monat", "MON"},
    {"monate", "MON"},   {"mois", "MON"},    {"quarter", "QAN"},  {"year", "ANN"},      {"years", "ANN"},
    {"jahr", "ANN"},     {"m", "MTR"},       {"metre", "MTR"},    {"metres", "MTR"},    {"meter", "MTR"},
    {"cm", "CMT"},       {"mm", "MMT"},      {"km", "KMT"},       {"kilometre", "KMT"}, {"kilometres", "KMT"},
    {"mile", "SMI"},     {"miles", "SMI"},   {"m2", "MTK"},       {"m²", "MTK"},        {"sqm", "MTK"},
    {"m3", "MTQ"},       {"m³", "MTQ"},      {"l", "LTR"},        {"litre", "LTR"},     {"litres", "LTR"},
    {"liter", "LTR"},    {"ml", "MLT"},      {"g", "GRM"},        {"gram", "GRM"},      {"kg", "KGM"},
    {"kilogram", "KGM"}, {"t", "TNE"},       {"ton", "TNE"},      {"tonne", "TNE"},     {"tonnes", "TNE"},
    {"lb", "LBR"},       {"oz", "ONZ"},      {"kwh", "KWH"},      {"mwh", "MWH"},       {"kw", "KWT"},
    {"box", "XBX"},      {"boxes", "XBX"},   {"package", "XPK"},  {"packages", "XPK"},  {"pallet", "XPX"},
    {"pallets", "XPX"},  {"carton", "XCT"},  {"cartons", "XCT"},  {"bag", "XBG"},       {"bags", "XBG"},
    {"bottle", "XBO"},   {"bottles", "XBO"}, {"drum", "XDR"},     {"drums", "XDR"},     {"lump sum", "LS"},
    {"flat rate", "LS"}, {"pauschal", "LS"}, {"pauschale", "LS"}, {"forfait", "LS"},    {"service", "E48"},
});

/// Of schemes that the lists knew before: what they are called now.
struct RenamedScheme {
    std::string_view before;
    std::string_view now;
};
constexpr auto renamed_schemes = std::to_array<RenamedScheme>({
    {"GLN", "0088"},
    {"DUNS", "0060"},
    {"DK:CVR", "0184"},
    {"DK:SE", "0198"},
    {"DK:P", "0096"},
    {"NO:ORGNR", "0192"},
    {"SE:ORGNR", "0007"},
    {"SE:ORG", "0007"},
    {"FR:SIRET", "0009"},
    {"FR:SIRENE", "0002"},
});

/// At most `length_max` characters, none of which could reach over the blanks of a list.
bool is_on(std::string_view list, std::string_view code, std::size_t length_max) {
    if (code.empty() || code.size() > length_max || code.find(' ') != code.npos) return false;
    std::string between = " ";
    between += code;
    between += ' ';
    return list.find(between) != list.npos;
}

bool is_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string in_small_letters(std::string_view text) {
    std::string small;
    for (const char c : text)
        if (c != '.') small += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return small;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == text.npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

bool is_country(std::string_view code) {
    return is_on(countries, code, 2);
}

bool is_endpoint_scheme(std::string_view code) {
    return is_on(endpoint_schemes, code, 4);
}

bool is_identifier_scheme(std::string_view code) {
    constexpr std::string_view never_given = " 0000 0001 0092 0103 0181 0182 ";
    return code.size() == 4 && is_digits(code) && code <= "0248" && !is_on(never_given, code, 4);
}

bool is_payment_means(std::string_view code) {
    constexpr std::string_view beyond_70 = " 74 75 76 77 78 91 92 93 94 95 96 97 98 ZZZ ";
    if (is_on(beyond_70, code, 3)) return true;
    const bool is_number = !code.empty() && code.size() <= 2 && is_digits(code) && code.front() != '0';
    return is_number && (code.size() == 1 || code <= "70");
}

bool is_exemption_code(std::string_view code) {
    constexpr std::string_view prefix = "VATEX-EU-";
    return code.starts_with(prefix) && is_on(exemptions_eu, code.substr(prefix.size()), 8);
}

bool is_vat_id(std::string_view id) {
    const std::string_view prefix = id.substr(0, 2);
    return id.size() > 2 && (is_country(prefix) || prefix == "EL");
}

std::optional<ElectronicAddress> endpoint_of(std::string_view written) {
    written = trimmed(written);
    for (const RenamedScheme& scheme : renamed_schemes)
        if (written.size() > scheme.before.size() + 1 && written.starts_with(scheme.before) &&
            written[scheme.before.size()] == ':')
            return ElectronicAddress{std::string(scheme.now), std::string(written.substr(scheme.before.size() + 1))};
    const std::size_t colon = written.find(':');
    if (colon != written.npos && colon + 1 < written.size() && is_endpoint_scheme(written.substr(0, colon)))
        return ElectronicAddress{std::string(written.substr(0, colon)), std::string(written.substr(colon + 1))};
    const std::size_t at = written.find('@');
    if (colon == written.npos && at != written.npos && at > 0 && at + 1 < written.size())
        return ElectronicAddress{"EM", std::string(written)};
    return std::nullopt;
}

std::optional<std::string_view> unit_code(std::string_view written) {
    written = trimmed(written);
    if (is_on(units, written, 3)) return units.substr(units.find(" " + std::string(written) + " ") + 1, written.size());
    const std::string word = in_small_letters(written);
    for (const UnitWord& unit : unit_words)
        if (unit.word == word) return unit.code;
    return std::nullopt;
}

}  // namespace makegood::ubl
