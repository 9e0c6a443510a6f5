#include <fstream>

#include <catch2/catch.hpp>

#include "tests/adapters/http_api/money_house.hpp"

namespace makegood::http_api {

namespace {

/// What the customer said, wherever they said it.
const std::vector<std::string> words = {"the foreman laughed at me", "you ought to be ashamed", "the gravel was wet",
                                        "my mother was there", "+44 1225 496000"};
/// Whose accounts those are, and which.
const std::vector<std::string> accounts = {payers_iban, other_iban, "Aunt Agatha", "Uncle Ned"};

using Answers = std::vector<std::pair<std::string, std::string>>;

void check_silent(const std::string& what, const std::string& text, const std::vector<std::string>& secrets) {
    for (const std::string& secret : secrets) {
        INFO(what << " tells \"" << secret << "\"");
        CHECK(text.find(secret) == std::string::npos);
    }
}

void check_told(const std::string& what, const std::string& text, const std::vector<std::string>& secrets) {
    for (const std::string& secret : secrets) {
        INFO(what << " does not tell \"" << secret << "\"");
        CHECK(text.find(secret) != std::string::npos);
    }
}

/// With all that EN 16931 asks for.
Json addressed(const std::string& number) {
    Json invoice = four_lines(number);
    invoice["customer"]["address"] = {
        {"street", "4 Quay Street"}, {"city", "Bristol"}, {"postal_code", "BS1 4AB"}, {"country", "GB"}};
    invoice["customer"]["endpoint"] = "0088:5060012349998";
    invoice["buyer_reference"] = "PO-1";
    return invoice;
}

/// Everything about money that has words or an account in it; every answer on the way.
Answers tell_everything(House& house) {
    Answers answers;
    const auto post = [&](Role as, const std::string& target, const Json& body, int status) {
        const Reply reply = house.post(as, target, body.is_null() ? "" : body.dump());
        INFO(target << ": " << reply.body);
        REQUIRE(reply.status == status);
        answers.emplace_back("POST " + target, reply.head + reply.body);
        return reply.status < 300 ? reply.json() : Json();
    };
    post(Role::finance, "/v1/invoices", addressed("R-1"), 201);
    Json paid = payment("B-1", "R-1");
    paid["payer"]["name"] = "Aunt Agatha";
    paid["text"] = "you ought to be ashamed";
    post(Role::integration, "/v1/payments", paid, 201);
    post(Role::integration, "/v1/payments", paid, 200);
    const Json said = {{"invoice", "R-1"},
                       {"channel", "phone"},
                       {"lines", {{{"line", "4"}, {"worth", "0.00"}}}},
                       {"words", "the foreman laughed at me"},
                       {"contact", {{"phone", "+44 1225 496000"}}}};
    const std::string claim = "/v1/claims/" + post(Role::office, "/v1/claims", said, 201).at("id").get<std::string>();
    post(Role::president, claim + "/approve", nullptr, 200);
    post(Role::president, claim + "/make-goods", {{"kind", "money"}, {"amount", "5.00"}, {"text", "We are sorry."}},
         201);
    const Json correction = {{"channel", "phone"},
                             {"confirmed_over", "phone"},
                             {"lines", {{{"line", "4"}, {"worth", "40.00"}}}},
                             {"words", "my mother was there"}};
    const std::string note = house.get(Role::finance, "/v1/invoices/R-1").json().at("adjustments")[0].at("number");
    const Json corrected =
        post(Role::president, "/v1/adjustments/" + note + "/reversal", {{"correction", correction}}, 200);
    const std::string refund = "/v1/refunds/" + corrected.at("refunds").back().at("number").get<std::string>();
    post(Role::office, refund + "/account", {{"iban", other_iban}, {"holder", "Uncle Ned"}}, 200);
    post(Role::integration, refund + "/account/confirm", {{"over", "phone"}}, 200);
    post(Role::finance, refund + "/release", nullptr, 200);
    post(Role::finance, refund + "/release", nullptr, 409);

    post(Role::finance, "/v1/invoices", addressed("R-2"), 201);
    const Json deductions = {{{"line", "1"}, {"amount", "34.99"}, {"reason", "the gravel was wet"}}};
    Json short_payment = payment("B-2", "R-2", "300.00");
    short_payment["payer"]["name"] = "Aunt Agatha";
    short_payment["deductions"] = deductions;
    post(Role::integration, "/v1/payments", short_payment, 201);
    short_payment["amount"] = "300.01";
    post(Role::integration, "/v1/payments", short_payment, 409);
    return answers;
}

std::vector<std::string> papers_of(House& house) {
    std::vector<std::string> papers;
    const Json notes = house.get(Role::finance, "/v1/adjustments").json().at("items");
    const Json make_goods = house.get(Role::finance, "/v1/make-goods").json().at("items");
    for (const Json& note : notes)
        for (const char* kind : {".pdf", ".xml"})
            papers.push_back("/v1/adjustments/" + note.at("number").get<std::string>() + kind);
    for (const Json& given : make_goods)
        papers.push_back("/v1/make-goods/" + given.at("number").get<std::string>() + ".pdf");
    return papers;
}

/// What a PDF says: its streams may be compressed. Nothing when there is no program to tell.
std::optional<std::string> text_of(const std::string& pdf) {
    const std::string file = (std::filesystem::temp_directory_path() / "makegood-paper.pdf").string();
    std::ofstream(file, std::ios::binary) << pdf;
    std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("pdftotext '" + file + "' - 2>/dev/null").c_str(), "r"), pclose);
    std::string text;
    for (int c = 0; pipe && (c = fgetc(pipe.get())) != EOF;) text += static_cast<char>(c);
    std::filesystem::remove(file);
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

TEST_CASE("no stored answer tells an account, a holder, a remittance or the customer's words") {
    House house;
    for (const auto& [what, answer] : tell_everything(house)) {
        check_silent(what, answer, words);
        check_silent(what, answer, accounts);
        check_silent(what, answer, {"ada@quarry.example"});
    }
}

TEST_CASE("accounts and remittances are shown to those who keep or check the books, and to nobody else") {
    House house;
    (void)tell_everything(house);
    for (const Role role : {Role::president, Role::finance, Role::auditor, Role::admin}) {
        check_told("GET /v1/payments", house.get(role, "/v1/payments").body,
                   {payers_iban, "Aunt Agatha", "you ought to be ashamed", "the gravel was wet"});
        check_told("GET /v1/refunds", house.get(role, "/v1/refunds").body, {other_iban, "Uncle Ned"});
    }
    for (const Role role : {Role::office, Role::integration})
        for (const char* target : {"/v1/payments", "/v1/refunds", "/v1/refunds/RF-2026-000001", "/v1/exports/1"})
            check_refused(house.get(role, target), {403, "forbidden"});
    for (const Role role : all_roles)
        for (const char* target :
             {"/v1/invoices/R-1", "/v1/invoices/R-2", "/v1/holds", "/v1/queue", "/v1/entries", "/v1/adjustments",
              "/v1/make-goods", "/v1/journal", "/v1/trial-balance",
              "/v1/account-statement?account=account:bank&currency=EUR&from=2026-03-01&to=2026-03-31"}) {
            const Reply reply = house.get(role, target);
            check_silent(std::string("GET ") + target, reply.head + reply.body, accounts);
            check_silent(std::string("GET ") + target, reply.head + reply.body, words);
        }
}

TEST_CASE("accounts, remittances and reasons are ciphertext in every file") {
    House house;
    (void)tell_everything(house);
    check_silent("the database", house.bytes(), words);
    check_silent("the database", house.bytes(), accounts);
    house.restart();
    check_silent("the database", house.bytes(), words);
    check_silent("the database", house.bytes(), accounts);
}

TEST_CASE("once a customer's key is destroyed, accounts and remittances read as null, and nothing else is lost") {
    House house;
    (void)tell_everything(house);
    house.erase("C-7");
    const Reply payments = house.get(Role::finance, "/v1/payments");
    const Reply refunds = house.get(Role::finance, "/v1/refunds");
    for (const Reply& reply : {payments, refunds}) {
        check_silent("an erased list", reply.body, accounts);
        check_silent("an erased list", reply.body, words);
    }
    const Json paid = payments.json().at("items");
    REQUIRE(paid.size() == 2);
    CHECK(paid[0].at("payer") == Json({{"iban", nullptr}, {"holder", nullptr}}));
    CHECK(paid[0].at("text") == nullptr);
    CHECK(paid[0].at("amount") == "334.99");
    CHECK(paid[1].at("deductions")[0] == Json({{"line", "1"}, {"amount", "34.99"}, {"reason", nullptr}}));
    const Json last = refunds.json().at("items").back();
    CHECK(last.at("state") == "instructed");
    CHECK(last.at("account") == Json({{"iban", nullptr}, {"holder", nullptr}}));
    CHECK(last.at("named_account").at("account") == Json({{"iban", nullptr}, {"holder", nullptr}}));
    const Json one = house.get(Role::auditor, "/v1/refunds/" + last.at("number").get<std::string>()).json();
    CHECK(one.at("account").at("iban") == nullptr);
    CHECK(house.get(Role::office, "/v1/invoices/R-1").json().at("payments")[0].at("amount") == "334.99");
}

TEST_CASE("an account that was erased with its customer is no account to send money to") {
    House house;
    const Credited of = credit(house, "R-1");
    house.erase("C-7");
    check_refused(house.post(Role::finance, refund_path(of, "release")), {409, "account-unknown"});
}

TEST_CASE("law 14: none of the customer's words stand on a document or in a batch") {
    House house(with_office());
    (void)tell_everything(house);
    bool has_text = false;
    const std::vector<std::string> papers = papers_of(house);
    CHECK(papers.size() == 7);  // three documents in two forms, and a letter
    for (const std::string& target : papers) {
        const Reply paper = house.get(Role::finance, target);
        INFO(target << paper.head << (target.ends_with(".xml") ? paper.body : ""));
        REQUIRE(paper.status == 200);
        check_silent(target, paper.head + paper.body, words);
        check_silent(target, paper.head + paper.body, accounts);
        if (!target.ends_with(".pdf")) continue;
        const auto text = text_of(paper.body);
        has_text = has_text || text;
        if (text) check_silent("the text of " + target, *text, words);
        if (text) CHECK(text->find("R-1") != std::string::npos);
    }
    if (!has_text) WARN("SKIPPED: no PDF was read, pdftotext is not there (Debian's poppler-utils)");

    house.clock().advance(std::chrono::hours(24));
    const Reply sealed = house.post(Role::finance, "/v1/exports", R"({"through":"2026-03-02"})");
    INFO(sealed.body);
    REQUIRE(sealed.status == 201);
    check_silent("a batch", sealed.body, words);
    check_silent("a batch", sealed.body, accounts);
    const Json formats = sealed.json().at("formats");
    CHECK(formats.size() > 9);
    for (const Json& format : formats) {
        const std::string target = "/v1/exports/1?format=" + format.at("format").get<std::string>();
        std::vector<std::string> targets = {target};
        const Reply whole = house.get(Role::finance, target);
        REQUIRE(whole.status == 200);
        const bool is_list = whole.header("Content-Disposition").ends_with(".sha256");
        for (std::size_t at = 0; is_list && at < whole.body.size(); at = whole.body.find('\n', at) + 1) {
            const std::size_t name = whole.body.find("  ", at) + 2;
            targets.push_back(target + "&file=" + whole.body.substr(name, whole.body.find('\n', at) - name));
        }
        for (const std::string& each : targets) {
            const Reply file = house.get(Role::finance, each);
            REQUIRE(file.status == 200);
            check_silent(each, file.body, words);
            // Only the order to the bank names accounts; who may see it is who may see them.
            if (each.find("pain001") == std::string::npos) check_silent(each, file.body, accounts);
        }
    }
    check_told("the order to the bank", house.get(Role::finance, "/v1/exports/1?format=pain001").body,
               {other_iban, "Uncle Ned"});
}

}  // namespace makegood::http_api
