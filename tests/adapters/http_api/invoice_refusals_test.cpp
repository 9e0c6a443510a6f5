#include <catch2/catch.hpp>

#include "tests/adapters/http_api/house.hpp"

namespace makegood::http_api {

namespace {

struct Change {
    const char* at;     ///< a JSON Pointer into the invoice of four lines
    const char* value;  ///< JSON; empty: the field is taken away
    const char* pointer;
    const char* found;
    const char* expected;
    const char* why;
};

Json changed(const Change& change) {
    Json invoice = four_lines("R-1");
    const Json::json_pointer at(change.at);
    if (*change.value != '\0')
        invoice[at] = Json::parse(change.value);
    else
        invoice.at(at.parent_pointer()).erase(at.back());
    return invoice;
}

/// So many prepayments that each is an amount, but nobody can add them up.
Json beyond_addition() {
    Json invoice = four_lines("R-1");
    invoice["prepaid"] = Json::array();
    for (int i = 0; i < 9'500; ++i) invoice["prepaid"].push_back({{"amount", "9999999999999.99"}});
    return invoice;
}

}  // namespace

TEST_CASE("an invoice that does not add up, or is not one, is refused at the place where it is off") {
    House house;
    const std::vector<Change> rows = {
        // sums
        {"/totals/net", R"("279.15")", "/totals/net", "\"279.15\"", "\"279.16\"", "the sum of the lines"},
        {"/totals/net", R"("279.17")", "/totals/net", "\"279.17\"", "\"279.16\"", "a cent more than the lines"},
        {"/lines/3/net", R"("85.01")", "/tax/0/base", "\"279.16\"", "\"279.17\", the sum of lines", "a line's cent"},
        {"/tax/0/base", R"("279.15")", "/tax/0/base", "\"279.15\"", "\"279.16\"", "the base of a rate"},
        {"/tax/0/base", R"("279.15")", "/tax/0/base", "\"279.15\"", "S at 20 %", "which rate it is"},
        {"/tax/0/amount", R"("55.84")", "/totals/tax", "\"55.83\"", "\"55.84\", the sum of the tax", "the sum of tax"},
        {"/totals/tax", R"("55.84")", "/totals/tax", "\"55.84\"", "\"55.83\"", "the sum of tax, from its other side"},
        {"/totals/gross", R"("335.00")", "/totals/gross", "\"335.00\"", "\"334.99\", net and tax", "gross"},
        {"/lines/3/tax_rate", R"("5")", "/tax/0/base", "\"279.16\"", "\"194.16\"", "a rate without a row of its own"},
        {"/tax", "[]", "/tax", "no row for S at 20 %", "\"279.16\"", "no rows of tax"},
        {"/lines/3/tax_category", R"("Z")", "/tax/0/base", "\"279.16\"", "\"194.16\"", "Z and S stay apart"},
        {"/allowances", R"([{"category":"S","rate":"20","amount":"10.00","reason":"r"}])", "/tax/0/base", "\"279.16\"",
         "\"269.16\"", "an allowance that the sums forget"},
        {"/charges", R"([{"category":"S","rate":"20","amount":"10.00","reason":"r"}])", "/tax/0/base", "\"279.16\"",
         "\"289.16\"", "a charge that the sums forget"},
        {"/credited", R"([{"number":"X","net":"1.00","tax":"0.20","gross":"1.19"}])", "/credited/0/gross", "\"1.19\"",
         "\"1.20\"", "a credit elsewhere that does not add up"},
        // lines
        {"/lines/1/id", R"("1")", "/lines/1/id", "\"1\" a second time", "an id of its own", "two lines of one name"},
        {"/lines/1/id", R"("charge:1")", "/lines/1/id", "\"charge:1\"", "does not begin with", "the charges' names"},
        {"/lines/1/id", R"("")", "/lines/1/id", "an empty text", "1 to 64", "no name"},
        {"/lines", "[]", "/lines", "an empty array", "1 to 10000", "no lines"},
        {"/lines", "", "/lines", "nothing", "an array", "lines forgotten"},
        {"/lines", R"({"1":{}})", "/lines", "an object", "an array", "a map of lines"},
        {"/lines/0", "null", "/lines/0", "null", "an object", "a line of nothing"},
        {"/lines/0/quantity", "1.5", "/lines/0/quantity", "the number 1.5", "a decimal as a text",
         "no binary fractions"},
        {"/lines/0/quantity", R"("1e3")", "/lines/0/quantity", "\"1e3\"", "a decimal as a text", "an exponent"},
        {"/lines/0/unit_price", R"("12,5")", "/lines/0/unit_price", "\"12,5\"", "a decimal as a text", "a comma"},
        {"/lines/0/tax_rate", R"("-20")", "/lines/0/tax_rate", "-20", "from 0 to 1000", "a rate below zero"},
        {"/lines/0/tax_rate", R"("1000.01")", "/lines/0/tax_rate", "1000.01", "from 0 to 1000", "a rate of no country"},
        {"/lines/0/tax_rate", "20", "/lines/0/tax_rate", "the number 20", "a percentage as a text", "a rate is text"},
        {"/lines/0/tax_category", R"("")", "/lines/0/tax_category", "an empty text", "1 to 64", "no category"},
        // money
        {"/lines/0/net", "68.33", "/lines/0/net", "the number 68.33", "an amount in EUR as a text", "money is text"},
        {"/lines/0/net", R"("68.3")", "/lines/0/net", "\"68.3\"", "2 digits", "wrong digits"},
        {"/lines/0/net", R"("68,33")", "/lines/0/net", "\"68,33\"", "2 digits", "a comma"},
        {"/lines/0/net", R"("+68.33")", "/lines/0/net", "\"+68.33\"", "\"12.50\"", "a sign that says nothing"},
        {"/lines/0/net", R"("99999999999999999999.00")", "/lines/0/net", "\"99999999999999999999.00\"", "up to",
         "overflow of one amount"},
        {"/totals/gross", R"("EUR 334.99")", "/totals/gross", "\"EUR 334.99\"", "\"12.50\"", "the currency in it"},
        {"/currency", R"("EURO")", "/currency", "4 characters", "exactly 3", "no code"},
        {"/currency", R"("eur")", "/currency", "\"eur\"", "ISO 4217", "in small letters"},
        {"/currency", R"("ZZZ")", "/currency", "\"ZZZ\"", "ISO 4217", "a code of nobody"},
        {"/currency", R"("JPY")", "/lines/0/net", "\"68.33\"", "JPY as a text without a point", "yen have no digits"},
        {"/paid", R"("-1.00")", "/paid", "\"-1.00\"", "zero or more", "paid below zero"},
        {"/prepaid", R"([{"amount":"-1.00"}])", "/prepaid/0/amount", "\"-1.00\"", "zero or more", "prepaid below zero"},
        {"/rounding", R"("400.00")", "/rounding", "\"400.00\"", "not larger than the invoice", "a rounding of it all"},
        {"/allowances", R"([{"category":"S","rate":"20","amount":"-1.00","reason":"r"}])", "/allowances/0/amount",
         "\"-1.00\"", "zero or more", "an allowance below zero"},
        // the rest
        {"/number", R"("")", "/number", "an empty text", "1 to 64", "no number"},
        {"/number", R"("A\nB")", "/number", "U+000A", "printable", "a number of two lines"},
        {"/number", "", "/number", "nothing", "a text", "no number at all"},
        {"/number", "417", "/number", "the number 417", "a text", "a number is text"},
        {"/issued_on", R"("2026-02-30")", "/issued_on", "\"2026-02-30\"", "a date", "a day that is none"},
        {"/issued_on", R"("27.02.2026")", "/issued_on", "\"27.02.2026\"", "2026-03-29", "a date of somewhere"},
        {"/due_on", R"("soon")", "/due_on", "\"soon\"", "a date", "a day that is none"},
        {"/customer", "", "/customer", "nothing", "an object", "nobody's invoice"},
        {"/customer/id", R"("")", "/customer/id", "an empty text", "1 to 64", "a customer without an id"},
        {"/customer/address", R"({"city":"Oslo"})", "/customer/address/country", "nothing", "a text", "no country"},
        {"/delivery", "7", "/delivery", "the number 7", "a date", "neither date nor object"},
        {"/totals", "", "/totals", "nothing", "an object", "no totals"},
        {"/totals/tax", "", "/totals/tax", "nothing", "an amount", "no total of tax"},
        // names
        {"/buyer_referense", R"("x")", "/buyer_referense", "an unknown field", "did you mean `buyer_reference`?",
         "a slip of the hand"},
        {"/customer/e-mail", R"("x")", "/customer/e-mail", "an unknown field", "no field",
         "no such field of a customer"},
        {"/lines/2/discount", R"("1.00")", "/lines/2/discount", "an unknown field", "no field",
         "no such field of a line"},
        {"/totals/rounding", R"("0.01")", "/totals/rounding", "an unknown field", "no field", "not among the totals"},
        {"/standing", "{}", "/standing", "an unknown field", "no field", "what only we say"},
    };
    for (const Change& row : rows) {
        INFO(row.why << ": " << row.at << " " << row.value);
        const std::string head = house.journal_head();
        check_refused(house.post(Role::finance, "/v1/invoices", changed(row).dump()),
                      {422, "not-understood", row.pointer, row.found, row.expected});
        check_nothing_changed(house, head);
    }
    CHECK(house.get(Role::finance, "/v1/invoices/R-1").status == 404);
}

TEST_CASE("an invoice whose amounts fit one by one but not together is refused, not added up") {
    House house;
    const std::string head = house.journal_head();
    check_refused(house.post(Role::finance, "/v1/invoices", beyond_addition().dump()),
                  {422, "not-understood", "/totals", "add up", "can be added up"});
    check_nothing_changed(house, head);
}

TEST_CASE("a field that is only misspelt is missed and suggested in one answer") {
    House house;
    Json invoice = four_lines("R-1");
    invoice["issuedon"] = invoice.at("issued_on");
    invoice.erase("issued_on");
    const Reply reply = house.post(Role::finance, "/v1/invoices", invoice.dump());
    check_refused(reply, {422, "not-understood", "/issued_on", "nothing", "a date"});
    CHECK_THAT(reply.body, Catch::Matchers::Contains("\"/issuedon\"") && Catch::Matchers::Contains("`issued_on`"));
}

TEST_CASE("law 10: a number that is taken is not taken again for other content, and the same content changes nothing") {
    House house;
    record(house, "R-1");
    const std::string head = house.journal_head();
    const Reply same = house.post(Role::integration, "/v1/invoices", four_lines("R-1").dump(4));
    CHECK(same.status == 200);
    CHECK(same.header("ETag") == "\"1\"");
    struct Other {
        const char* at;
        const char* value;
        const char* why;
    };
    for (const Other& row : std::vector<Other>{{"/lines/0/description", R"("other")", "a description"},
                                               {"/due_on", R"("2026-03-29")", "a day more"},
                                               {"/customer/id", R"("C-8")", "another customer"},
                                               {"/paid", R"("1.00")", "paid meanwhile"},
                                               {"/lines/0/unit_price", R"("68.34")", "another price"}}) {
        INFO(row.why);
        Json other = four_lines("R-1");
        other[Json::json_pointer(row.at)] = Json::parse(row.value);
        check_refused(house.post(Role::finance, "/v1/invoices", other.dump()), {409, "invoice-differs"});
    }
    check_nothing_changed(house, head);
}

}  // namespace makegood::http_api
