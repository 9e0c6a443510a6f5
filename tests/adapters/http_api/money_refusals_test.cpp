#include <catch2/catch.hpp>

#include "tests/adapters/http_api/money_house.hpp"

namespace makegood::http_api {

namespace {

struct Row {
    Role as;
    std::string target;
    std::string body;
    Refused refused;
    const char* why;
};

/// Each is refused with its words, and changes nothing.
void check_all_refused(House& house, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        INFO(row.target << ": " << row.why);
        const std::string head = house.journal_head();
        check_refused(house.post(row.as, row.target, row.body), row.refused);
        check_nothing_changed(house, head);
    }
}

std::string changed(Json body, const Json& change) {
    body.update(change);
    return body.dump();
}

constexpr Role by = Role::finance;

}  // namespace

TEST_CASE("a payment that cannot be booked is refused, and says what would be") {
    House house;
    record(house, "R-1");
    record(house, "R-2");
    const Json paid = payment("B-1", "R-1", "100.00");
    pay(house, paid);
    const Json next = payment("B-2", "R-1", "100.00");
    const std::string path = "/v1/payments";
    const Refused differs{409, "payment-differs", "/id", "recorded already as 100.00 of 2026-03-01",
                          "an id of its own"};
    check_all_refused(
        house,
        {
            {by, path, changed(paid, {{"amount", "100.01"}}), differs, "the id with another amount"},
            {by, path, changed(paid, {{"received_on", "2026-03-02"}}), differs, "the id with another day"},
            {by, path, changed(paid, {{"invoice", "R-2"}}), differs, "the id on another invoice"},
            {by,
             path,
             changed(next, {{"invoice", "none"}}),
             {422, "unknown-invoice", "/invoice", "\"none\"", "number of an invoice"},
             "an invoice that nobody recorded"},
            {by, path, changed(next, {{"currency", "GBP"}}), {422, "currency-differs"}, "another currency"},
            {by,
             path,
             changed(next, {{"amount", "0.00"}}),
             {422, "not-understood", "/amount", "0.00", "above zero"},
             "nothing came in"},
            {by,
             path,
             changed(next, {{"amount", "1.005"}}),
             {422, "not-understood", "/amount", "1.005", "2 digits"},
             "digits that euros have not"},
            {by,
             path,
             changed(next, {{"payer", {{"iban", "DE88370400440532013000"}, {"name", "N"}}}}),
             {422, "not-understood", "/payer/iban", "DE88370400440532013000", "check digits"},
             "an IBAN is not guessed"},
            {by,
             path,
             changed(next, {{"payer", {{"iban", payers_iban}, {"name", "N"}, {"bic", "COBADEFFX"}}}}),
             {422, "not-understood", "/payer/bic", "COBADEFFX", "8 or 11"},
             "a BIC of nine"},
            {by,
             path,
             changed(next, {{"deductions", {{{"line", "9"}, {"amount", "1.00"}}}}}),
             {422, "not-understood", "/deductions/0/line", "\"9\"", "a line of the invoice"},
             "a line that is not on it"},
            {by,
             path,
             changed(next, {{"deductions", {{{"amount", "1.00"}, {"kind", "statement"}}}}}),
             {422, "not-understood", "/deductions/0/kind", "statement", "bank-charges"},
             "a kind that only comes of it"},
            {by, path + "/none/reversal", R"({"reversed_on":"2026-03-02"})", {404, "unknown-payment"}, "no such id"},
            {by,
             path + "/B%2F1/reversal",
             R"({"reversed_on":"2026-03-02"})",
             {404, "unknown-payment"},
             "an encoded slash is part of the id"},
        });
    REQUIRE(house.post(by, path + "/B-1/reversal", R"({"reversed_on":"2026-03-02"})").status == 200);
    check_all_refused(house, {{by,
                               path + "/B-1/reversal",
                               R"({"reversed_on":"2026-03-03"})",
                               {409, "payment-bounced"},
                               "a payment bounces once"}});
}

TEST_CASE("an id of a payment with a slash and letters of any kind is found by its encoded path") {
    House house;
    record(house, "R-1");
    pay(house, payment("BANK/7 ü?#", "R-1", "100.00"));
    const Reply reversed =
        house.post(by, "/v1/payments/BANK%2F7%20%C3%BC%3F%23/reversal", R"({"reversed_on":"2026-03-02"})");
    REQUIRE(reversed.status == 200);
    CHECK(reversed.json().at("/payment/is_reversed"_json_pointer) == true);
    CHECK(reversed.json().at("open") == "334.99");
}

TEST_CASE("a refund moves only as the table of its states allows, and only to an account that somebody vouches for") {
    House house;
    Json from_nowhere = payment("B-1", "R-1");
    from_nowhere.erase("payer");
    const Credited of = credit(house, "R-1", from_nowhere);
    const std::string account = R"({"iban":")" + std::string(other_iban) + R"(","holder":"Quarry Ltd"})";
    const std::string confirm = refund_path(of, "account/confirm");
    const auto move = [](const char* state, const char* to) {
        return Refused{409, "refund-move-not-allowed", "", "which is " + std::string(state),
                       "may become " + std::string(to)};
    };
    const std::string paid = R"({"paid_on":"2026-03-02"})";
    check_all_refused(
        house, {
                   {by, "/v1/refunds/none/release", "", {404, "unknown-refund"}, "no such refund"},
                   {by, refund_path(of, "release"), "", {409, "account-unknown"}, "nobody knows which account paid"},
                   {by, confirm, R"({"over":"phone"})", {409, "account-unknown"}, "none was named"},
                   {by, refund_path(of, "paid"), paid, move("due", "paid"), "it was never sent"},
                   {by, refund_path(of, "failed"), R"({"failed_on":"2026-03-02","reason":"x"})", move("due", "failed"),
                    "it was never sent"},
                   {by, refund_path(of, "retry"), "", move("due", "due"), "it did not fail"},
               });
    REQUIRE(house.post(Role::office, refund_path(of, "account"), account).status == 200);
    check_all_refused(
        house, {
                   {by, refund_path(of, "release"), "", {409, "account-unconfirmed"}, "the customer comes first"},
                   {Role::office,
                    confirm,
                    R"({"over":"phone"})",
                    {409, "second-person-needed", "", "the office", "a second person"},
                    "who named it cannot confirm it"},
                   {by, confirm, R"({"over":"letter"})", {409, "contact-not-on-file"}, "no street is on file"},
                   {by, confirm, R"({"over":"short-payment"})", {409, "contact-not-on-file"}, "money is no contact"},
               });
    REQUIRE(house.post(by, confirm, R"({"over":"phone"})").status == 200);
    release(house, of);
    check_all_refused(house, {
                                 {by, refund_path(of, "release"), "", move("instructed", "instructed"), "twice"},
                                 {Role::office, refund_path(of, "account"), account, move("instructed", "instructed"),
                                  "it is on its way to another"},
                             });
}

TEST_CASE("who named, recorded or approved cannot release") {
    House house;
    const Credited of = credit(house, "R-1");
    const std::string named = R"({"iban":")" + std::string(other_iban) + R"(","holder":"Quarry Ltd"})";
    REQUIRE(house.post(by, refund_path(of, "account"), named).status == 200);
    REQUIRE(house.post(Role::office, refund_path(of, "account/confirm"), R"({"over":"phone"})").status == 200);
    check_all_refused(house, {{by,
                               refund_path(of, "release"),
                               "",
                               {409, "second-person-needed", "", "who named the account", "a second person"},
                               "who named the account"}});
    const std::string other = house.token(Role::finance, "the other one");
    const Reply released = house.send(request(
        "POST", refund_path(of, "release"), {{"Authorization", "Bearer " + other}, {"Idempotency-Key", "other"}}, ""));
    CHECK(released.status == 200);
}

TEST_CASE("a failed refund is not sent again once the money is gone") {
    House house;
    const Credited of = credit(house, "R-1");
    release(house, of);
    REQUIRE(house.post(by, refund_path(of, "failed"), R"({"failed_on":"2026-03-02","reason":"AC04"})").status == 200);
    REQUIRE(house.post(by, "/v1/payments/BANK-R-1/reversal", R"({"reversed_on":"2026-03-02"})").status == 200);
    check_all_refused(house, {{by,
                               refund_path(of, "retry"),
                               "",
                               {409, "over-refundable", "/amount", "102.00", "at most \"0.00\""},
                               "the payment bounced meanwhile"}});
}

TEST_CASE("what is kept for a customer pays no more than is kept, no more than is open, and nobody else's invoice") {
    House house;
    const Credited of = credit(house, "R-1", payment("B-1", "R-1"), {{"settle", "balance"}});
    Json open = one_line("R-2", "EUR", "50.00", "10.00", "60.00");
    REQUIRE(house.post(by, "/v1/invoices", open.dump()).status == 201);
    Json others = one_line("R-3", "EUR", "50.00", "10.00", "60.00");
    others["customer"]["id"] = "C-8";
    REQUIRE(house.post(by, "/v1/invoices", others.dump()).status == 201);
    REQUIRE(house.post(by, "/v1/invoices", one_line("R-4", "GBP", "50.00", "10.00", "60.00").dump()).status == 201);
    const auto use = [](const std::string& on, const std::string& amount) {
        return Json({{"on", on}, {"amount", amount}, {"consent", "phone"}}).dump();
    };
    const std::string path = "/v1/invoices/R-1/balance/";
    check_all_refused(
        house,
        {
            {by,
             path + "use",
             use("R-2", "102.01"),
             {409, "over-balance", "/amount", "102.01", "at most \"102.00\""},
             "a cent more than is kept"},
            {by,
             path + "use",
             use("R-2", "60.01"),
             {409, "over-open", "/amount", "60.01", "at most \"60.00\""},
             "a cent more than is open"},
            {by, path + "use", use("R-3", "1.00"), {409, "customer-differs"}, "somebody else's invoice"},
            {by, path + "use", use("R-4", "1.00"), {422, "currency-differs"}, "pounds"},
            {by,
             path + "use",
             use("none", "1.00"),
             {422, "unknown-invoice", "/on", "none", "another recorded"},
             "an invoice that nobody recorded"},
            {by,
             path + "use",
             use("R-1", "1.00"),
             {422, "unknown-invoice", "/on", "R-1", "another recorded"},
             "itself"},
            {by, path + "use", use("R-2", "0.00"), {422, "not-understood", "/amount", "0.00", "above zero"}, "nothing"},
            {by,
             path + "refund",
             R"({"amount":"102.01"})",
             {409, "over-balance", "/amount", "102.01", "at most \"102.00\""},
             "a cent more than is kept"},
            {by, "/v1/invoices/none/balance/use", use("R-2", "1.00"), {404, "not-found"}, "no such invoice"},
            {by, "/v1/invoices/none/balance/refund", R"({"amount":"1.00"})", {404, "not-found"}, "no such invoice"},
        });
    REQUIRE(house.post(by, path + "use", use("R-2", "60.00")).status == 200);
    CHECK(house.get(by, "/v1/invoices/R-2").json().at("/standing/open"_json_pointer) == "0.00");
    CHECK(house.get(by, "/v1/invoices/R-1").json().at("/standing/kept"_json_pointer) == "42.00");
    CHECK(of.refund.empty());
}

TEST_CASE("a credit given elsewhere must tie out, and its number is taken once") {
    House house;
    record(house, "R/1");
    const std::string path = "/v1/invoices/R%2F1/external-adjustments";
    const Json credit = {{"number", "E-1"}, {"currency", "EUR"}, {"net", "10.00"}, {"tax", "2.00"}, {"gross", "12.00"}};
    const Reply recorded = house.post(by, path, credit.dump());
    REQUIRE(recorded.status == 200);
    CHECK(recorded.json().at("/standing/open"_json_pointer) == "322.99");
    const std::string head = house.journal_head();
    CHECK(house.post(by, path, credit.dump()).status == 200);  // from another statement, under another key
    check_nothing_changed(house, head);
    check_all_refused(
        house,
        {
            {by,
             path,
             changed(credit, {{"net", "11.00"}, {"gross", "13.00"}}),
             {409, "invoice-differs"},
             "other amounts"},
            {by, path, changed(credit, {{"number", "E-2"}, {"currency", "USD"}}), {422, "currency-differs"}, "dollars"},
            {by,
             path,
             changed(credit, {{"number", "E-2"}, {"gross", "12.01"}}),
             {422, "not-understood", "/gross"},
             "a cent off"},
            {by, "/v1/invoices/R-1/external-adjustments", credit.dump(), {404, "not-found"}, "no such invoice"},
        });
}

TEST_CASE("a make-good is money with an amount, or an apology without one") {
    House house;
    record(house, "R-1");
    const std::string path = "/v1/claims/" + invoke(house, "R-1") + "/make-goods";
    const Role president = Role::president;
    check_all_refused(house, {
                                 {president,
                                  path,
                                  R"({"kind":"money","text":"t"})",
                                  {422, "not-understood", "/amount", "no amount", "the amount that is given"},
                                  "money without an amount"},
                                 {president,
                                  path,
                                  R"({"kind":"apology","amount":"1.00","text":"t"})",
                                  {422, "not-understood", "/amount", "an amount", "without an amount"},
                                  "an apology has none"},
                                 {president,
                                  path,
                                  R"({"kind":"money","amount":"0.00","text":"t"})",
                                  {422, "not-understood", "/amount", "0.00", "above zero"},
                                  "nothing"},
                                 {president,
                                  path,
                                  R"({"kind":"other-bill","amount":"1","text":"t"})",
                                  {422, "not-understood", "/amount", "\"1\"", "above zero"},
                                  "without cents"},
                                 {president,
                                  "/v1/claims/no-id/make-goods",
                                  R"({"kind":"apology","text":"t"})",
                                  {404, "unknown-claim"},
                                  "no such claim"},
                             });
}

TEST_CASE("only the last credit note that stands can be corrected, and a reversed one not again") {
    House house;
    const Credited of = credit(house, "R-1");
    const std::string reversal = "/v1/adjustments/" + of.note + "/reversal";
    const std::string correction =
        R"({"correction":{"channel":"phone","confirmed_over":"letter","lines":[{"line":"4","worth":"40.00"}]}})";
    check_all_refused(
        house,
        {
            {by, "/v1/adjustments/none/reversal", "", {404, "unknown-adjustment"}, "no such document"},
            {by,
             reversal,
             R"({"correction":{"channel":"phone","confirmed_over":"letter"}})",
             {422, "not-understood", "/correction/worth", "no worth", "what the customer really stated"},
             "a correction of nothing"},
            {by,
             reversal,
             R"({"correction":{"channel":"phone","worth":"1.00"}})",
             {422, "not-understood", "/correction/confirmed_over"},
             "law 1: the customer confirms it"},
            {by,
             reversal,
             R"({"correction":{"channel":"phone","confirmed_over":"letter","lines":[{"line":"9","worth":"1.00"}]}})",
             {422, "not-understood"},
             "a line that is not on it"},
        });
    const std::string again = invoke(house, "R-1", {{"lines", {{{"line", "1"}, {"worth", "0.00"}}}}});
    REQUIRE(house.post(Role::president, "/v1/claims/" + again + "/approve").status == 200);
    check_all_refused(house, {{by, reversal, correction, {409, "not-the-last-document"}, "a later note stands on it"}});
    REQUIRE(house.post(by, reversal).status == 200);
    check_all_refused(house, {{by, reversal, "", {409, "already-reversed"}, "a document is taken back once"}});
}

TEST_CASE("a supplementary invoice that was paid is not revoked, and none of our numbers is anybody else's") {
    House house;
    record(house, "R-1");
    const std::string claim = "/v1/claims/" + invoke(house, "R-1", {{"lines", {{{"line", "1"}, {"worth", "78.33"}}}}});
    REQUIRE(house.post(Role::president, claim + "/approve").status == 200);
    REQUIRE(house.post(Role::integration, claim + "/offer/confirm", R"({"gross":"12.00","tax":"2.00"})").status == 200);
    pay(house, payment("B-1", "R-1", "346.99"));
    check_all_refused(house, {{Role::integration, claim + "/offer/revoke", "", {409, "supplement-paid"}, "law 5"},
                              {by,
                               "/v1/invoices",
                               four_lines("SI-2026-000009").dump(),
                               {409, "number-reserved", "/number", "our own series", "does not begin with"},
                               "law 9: the number is one of ours"}});
}

TEST_CASE("money actions obey If-Match, and say who did what in between") {
    House house;
    const Credited of = credit(house, "R-1");
    const std::string seen = house.get(by, "/v1/invoices/R-1").header("ETag");
    CHECK(house.get(by, refund_path(of)).header("ETag") == seen);
    REQUIRE(house.post(Role::office, of.claim + "/notes", R"({"text":"n"})").status == 200);
    const std::string account = R"({"iban":")" + std::string(other_iban) + R"(","holder":"Q"})";
    const std::string head = house.journal_head();
    const std::vector<std::pair<std::string, std::string>> actions = {
        {"/v1/payments", payment("B-2", "R-1", "1.00").dump()},
        {"/v1/payments/BANK-R-1/reversal", R"({"reversed_on":"2026-03-02"})"},
        {"/v1/invoices/R-1/external-adjustments",
         R"({"number":"E","currency":"EUR","net":"1.00","tax":"0.20","gross":"1.20"})"},
        {"/v1/invoices/R-1/balance/use", R"({"on":"R-1","amount":"1.00","consent":"phone"})"},
        {"/v1/invoices/R-1/balance/refund", R"({"amount":"1.00"})"},
        {refund_path(of, "release"), ""},
        {refund_path(of, "account"), account},
        {refund_path(of, "account/confirm"), R"({"over":"phone"})"},
        {refund_path(of, "paid"), R"({"paid_on":"2026-03-02"})"},
        {refund_path(of, "failed"), R"({"failed_on":"2026-03-02","reason":"x"})"},
        {refund_path(of, "retry"), ""},
        {"/v1/adjustments/" + of.note + "/reversal", ""},
    };
    for (const auto& [target, body] : actions) {
        INFO(target);
        const Reply reply = house.post(by, target, body, {{"If-Match", seen}});
        check_refused(reply, {412, "stale-version"});
        REQUIRE(reply.json().at("since").size() == 1);
        CHECK(reply.json().at("since")[0].at("event") == "note-added");
    }
    check_refused(
        house.post(Role::president, of.claim + "/make-goods", R"({"kind":"apology","text":"t"})", {{"If-Match", seen}}),
        {412, "stale-version"});
    check_nothing_changed(house, head);
    const std::string now = house.get(by, "/v1/invoices/R-1").header("ETag");
    CHECK(house.post(by, refund_path(of, "release"), "", {{"If-Match", now}}).status == 200);
}

}  // namespace makegood::http_api
