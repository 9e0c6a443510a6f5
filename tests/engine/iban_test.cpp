#include "engine/settlement/iban.hpp"

#include <catch2/catch.hpp>

using namespace makegood;

TEST_CASE("an IBAN is taken as people write it, and only with its country's length and its own check digits") {
    struct Row {
        const char* written;
        const char* objection;  // a part of it; "" for none
        const char* why;
    };
    const Row row = GENERATE(values<Row>({
        {"AT611904300234573201", "", "Austria, as it is kept"},
        {"AT61 1904 3002 3457 3201", "", "in groups of four, as it is printed"},
        {" at61 1904\t3002 3457 3201\r\n", "", "copied from a letter"},
        {"NO9386011117947", "", "Norway has the shortest"},
        {"RU0304452522540817810538091310419", "", "Russia has the longest, 33"},
        {"MT84MALT011000012345MTLCAST001S", "", "letters in the account"},
        {"GB29NWBK60161331926819", "", "letters in front of it"},
        {"FR1420041010050500013M02606", "", "a letter inside it"},
        {"CH713000523370000070N", "", "a Swiss QR-IBAN with a letter at its end"},
        {"CH9300762011623852957", "", "Switzerland"},
        {"DE89370400440532013000", "", "Germany"},
        {"XK051212012345678906", "", "Kosovo, whose check digits begin with 0"},
        {"QQ61", "not two letters", "nothing behind the check digits"},
        {"", "nothing", "nothing at all"},
        {"   ", "nothing", "nothing but spaces"},
        {"AT611904300234573202", "check digits", "the last digit"},
        {"AT611904300234573021", "check digits", "two digits swapped"},
        {"AT61190430023457320", "19 characters, where an IBAN of AT has 20", "a digit lost"},
        {"AT6119043002345732011", "21 characters, where an IBAN of AT has 20", "a digit doubled"},
        {"DE8937040044053201300O", "check digits", "an O for a zero"},
        {"6AT11904300234573201", "not two letters", "the country elsewhere"},
        {"AT6X1904300234573201", "not two letters", "a check digit that isn't one"},
        {"AT61-1904-3002-3457-3201", "a character other", "hyphens"},
        {"AT61190430023457320\xC3\xA4", "a character other", "an umlaut"},
        {"AT991904300234501028", "check digits", "99 for 02: the same remainder, and yet no check digits"},
        {"AT011904300234501046", "check digits", "01 for 98"},
        {"ZZ721234567890123", "", "an unknown country is held to its check digits alone"},
        {"ZZ731234567890123", "check digits", "and to those"},
        {"ZZ4412345678", "where an IBAN has 15 to 34", "and to what any IBAN has"},
    }));
    INFO(row.written << ": " << row.why);
    const auto objection = objection_to_iban(row.written);
    INFO("objection: " << objection.value_or("none"));
    if (*row.objection == '\0')
        CHECK_FALSE(objection);
    else
        CHECK((objection && objection->find(row.objection) != std::string::npos));
}

TEST_CASE("an account is in SEPA by the country of its IBAN") {
    CHECK(is_in_sepa("AT611904300234573201"));
    CHECK(is_in_sepa("GB29NWBK60161331926819"));
    CHECK(is_in_sepa("CH9300762011623852957"));
    CHECK_FALSE(is_in_sepa("TN5910006035183598478831"));
    CHECK_FALSE(is_in_sepa("XK051212012345678906"));
    CHECK_FALSE(is_in_sepa(""));
}

TEST_CASE("an IBAN is kept without spaces and in capitals, and nothing else is changed") {
    CHECK(normalised_iban(" at61 1904\t3002 3457 3201\n") == "AT611904300234573201");
    CHECK(normalised_iban("\xC3\xA4-x") == "\xC3\xA4-X");
}
