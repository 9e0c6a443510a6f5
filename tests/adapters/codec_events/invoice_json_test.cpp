#include "adapters/codec/invoice_json.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/adapters/codec_events/golden.hpp"

using namespace makegood;
using namespace makegood::codec;

namespace {

/// An invoice with every field, in the order in which it is written.
constexpr std::string_view full_invoice =
    R"({"number":"RE-1","issued_on":"2026-03-01","due_on":"2026-03-31","currency":"EUR",)"
    R"("customer":{"id":"C-7","name":"Bohr & Töchter","email":"ada@example.org","vat_id":"DE1",)"
    R"("address":{"street":"Rue 3","city":"Genève","postal_code":"1204","country":"CH"},"endpoint":"9930:DE1"},)"
    R"("buyer_reference":"PO 4711","delivery":{"date":"2026-02-27","address":{"country":"CH"}},)"
    R"("lines":[{"id":"1","service":"drilling","description":"Drilling,\nper metre","quantity":"2.50","unit":"MTR",)"
    R"("unit_price":"27.3320","net":"68.33","tax_category":"S","tax_rate":"20.00"},)"
    R"({"id":"2","service":"training","description":"","quantity":"1","unit_price":"-5","net":"-5.00",)"
    R"("tax_category":"E","exemption_reason":"Education"}],)"
    R"("allowances":[{"category":"S","rate":"20","amount":"1.00","reason":"Loyalty"}],)"
    R"("charges":[{"category":"E","amount":"0.00","reason":"Freight"}],)"
    R"("tax":[{"category":"S","rate":"20","base":"67.33","amount":"13.47"},{"category":"E","base":"-5.00","amount":"0.00"}],)"
    R"("totals":{"net":"62.33","tax":"13.47","gross":"75.80"},"rounding":"-0.02",)"
    R"("prepaid":[{"amount":"10.00","document":"PP-1"},{"amount":"0.01"}],"paid":"0.05",)"
    R"("credited":[{"number":"CN-9","net":"1.00","tax":"0.20","gross":"1.20"}],)"
    R"("accounting_tax":{"currency":"JPY","amount":"1999"}})";

constexpr std::string_view least_invoice =
    R"({"number":"1","issued_on":"2026-03-01","currency":"JPY","customer":{"id":"7","name":"N"},)"
    R"("lines":[{"id":"1","service":"s","description":"d","quantity":"1","unit_price":"1200","net":"1200",)"
    R"("tax_category":"O"}],"tax":[],"totals":{"net":"1200","tax":"0","gross":"1200"}})";

std::string written(const InvoiceDraft& invoice) {
    std::string bytes;
    JsonWriter json(bytes);
    write_invoice(json, invoice);
    REQUIRE(json.is_complete());
    return bytes;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

std::vector<std::string> pointers(const Findings& findings) {
    std::vector<std::string> result;
    for (const Finding& finding : findings) result.push_back(finding.pointer);
    return result;
}

Findings findings_of(std::string_view body) {
    auto invoice = read_invoice(body);
    return invoice ? Findings{} : std::move(invoice).error();
}

}  // namespace

TEST_CASE("an invoice that was read is written as it was posted") {
    for (std::string_view posted : {full_invoice, least_invoice}) {
        INFO(posted);
        auto invoice = read_invoice(posted);
        REQUIRE(invoice);
        CHECK(written(*invoice) == posted);
    }
}

TEST_CASE("an invoice is read into its values") {
    auto read = read_invoice(full_invoice);
    REQUIRE(read);
    const InvoiceDraft& invoice = *read;
    const Currency eur = *Currency::find("EUR");
    CHECK(invoice.number == InvoiceNumber("RE-1"));
    CHECK(invoice.customer.email->reveal() == "ada@example.org");
    CHECK(invoice.delivery->on == parse_date("2026-02-27"));
    CHECK(invoice.delivery->address->country == "CH");
    CHECK(to_text(invoice.lines[0].unit_price) == "27.3320");
    CHECK(invoice.lines[1].net == Money(-500, eur));
    CHECK_FALSE(invoice.lines[1].tax.rate);
    CHECK(invoice.charges[0].amount == Money(0, eur));
    CHECK(invoice.rounding == Money(-2, eur));
    CHECK(invoice.credited[0].totals.gross == Money(120, eur));
    CHECK(Invoice::check(invoice));
}

TEST_CASE("a delivery is a date or says more") {
    struct Case {
        std::string_view delivery;
        bool has_date, has_address;
    };
    for (const Case& each : {Case{R"("2026-02-27")", true, false}, Case{R"({"address":{"country":"CH"}})", false, true},
                             Case{R"({"date":"2026-02-27","address":{"country":"CH"}})", true, true}}) {
        INFO(each.delivery);
        const std::string body =
            replaced(std::string(full_invoice), R"({"date":"2026-02-27","address":{"country":"CH"}})", each.delivery);
        auto invoice = read_invoice(body);
        REQUIRE(invoice);
        CHECK(invoice->delivery->on.has_value() == each.has_date);
        CHECK(invoice->delivery->address.has_value() == each.has_address);
        CHECK(written(*invoice) == body);
    }
}

TEST_CASE("an email that was erased is left out") {
    auto read = read_invoice(full_invoice);
    REQUIRE(read);
    InvoiceDraft invoice = *read;
    invoice.customer.email = Personal::erased();
    CHECK(written(invoice) == replaced(std::string(full_invoice), R"("email":"ada@example.org",)", ""));
}

TEST_CASE("an invoice in another document is read with the pointers of that document") {
    auto document = JsonDocument::parse(R"({"items":[)" + std::string(least_invoice) + "]}");
    REQUIRE(document);
    Faults faults;
    ObjectReader outer = document->object(faults);
    for (JsonValue item : outer.array("items", {1, 1})) {
        ObjectReader object = item.object();
        CHECK(written(read_invoice(object)) == least_invoice);
    }
    CHECK(faults.empty());

    document = JsonDocument::parse(R"({"items":[)" + replaced(std::string(least_invoice), "1200", "12.00") + "]}");
    ObjectReader again = document->object(faults);
    for (JsonValue item : again.array("items", {1, 1})) {
        ObjectReader object = item.object();
        (void)read_invoice(object);
    }
    CHECK(faults.empty());  // a unit price may have any digits

    document = JsonDocument::parse(R"({"items":[)" +
                                   replaced(std::string(least_invoice), R"("net":"1200")", R"("net":"12.00")") + "]}");
    ObjectReader bad = document->object(faults);
    for (JsonValue item : bad.array("items", {1, 1})) {
        ObjectReader object = item.object();
        (void)read_invoice(object);
    }
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].pointer == "/items/0/lines/0/net");
}

TEST_CASE("a body that is no invoice is refused, naming each field") {
    struct Case {
        std::string_view from, to;
        std::vector<std::string> pointers;
        std::string_view why;
    };
    const std::string long_number = "\"" + std::string(65, 'x') + "\"";
    const std::string long_name = "\"" + std::string(201, 'x') + "\"";
    const std::string long_description = "\"" + std::string(2001, 'x') + "\"";
    const std::vector<Case> cases = {
        {"RE-1", "RE-2", {}, "the happy one"},
        {R"("number":"RE-1",)", "", {"/number"}, "a required field is missing"},
        {R"("RE-1")", R"("")", {"/number"}, "an empty number"},
        {R"("RE-1")", long_number, {"/number"}, "65 characters"},
        {R"("RE-1")", R"("RE\n1")", {"/number"}, "not printable"},
        {R"("RE-1")", "17", {"/number"}, "a number is not a text"},
        {R"("2026-03-01")", R"("01.03.2026")", {"/issued_on"}, "another form of date"},
        {R"("2026-03-31")", R"("2026-03-32")", {"/due_on"}, "no such day"},
        {R"("2026-03-31")", "null", {"/due_on"}, "null is not absence"},
        {R"("EUR")", R"("eur")", {"/currency"}, "small letters; amounts are then not judged"},
        {R"("EUR")", R"("XXX")", {"/currency"}, "no currency that money is kept in"},
        {R"("currency":"EUR",)", "", {"/currency"}, "no currency at all"},
        {R"("currency":"EUR")", R"("curency":"EUR")", {"/currency", "/curency"}, "a misspelt field is both"},
        {R"("id":"C-7",)", "", {"/customer/id"}, "a customer without an id"},
        {R"("Bohr & Töchter")", long_name, {"/customer/name"}, "201 characters"},
        {R"(,"country":"CH"},"endpoint")", R"(},"endpoint")", {"/customer/address/country"}, "an address without land"},
        {R"("endpoint")", R"("phone")", {"/customer/phone"}, "no place for a phone"},
        {R"({"date":"2026-02-27")", R"({"on":"2026-02-27")", {"/delivery/on"}, "the engine's word, not the contract's"},
        {R"({"date":"2026-02-27","address":{"country":"CH"}})", "7", {"/delivery"}, "neither date nor object"},
        {R"("Drilling,\nper metre")", long_description, {"/lines/0/description"}, "2,001 characters"},
        {R"("2.50")", "2.5", {"/lines/0/quantity"}, "decimals are texts"},
        {R"("2.50")", R"("2,50")", {"/lines/0/quantity"}, "a comma"},
        {R"("27.3320")", R"("2.7e1")", {"/lines/0/unit_price"}, "an exponent"},
        {R"("68.33")", R"("68.3")", {"/lines/0/net"}, "not the currency's digits"},
        {R"("68.33")", "68.33", {"/lines/0/net"}, "money is never a number"},
        {R"("68.33")", R"("10000000000000.00")", {"/lines/0/net"}, "beyond 15 digits"},
        {R"("net":"68.33",)", "", {"/lines/0/net"}, "a line without its net"},
        {R"("20.00")", "20", {"/lines/0/tax_rate"}, "a rate is a text"},
        {R"("tax_category":"S",)", "", {"/lines/0/tax_category"}, "tax hangs on its category"},
        {R"("tax_category":"S")", R"("category":"S")", {"/lines/0/tax_category", "/lines/0/category"}, "of lines"},
        {R"({"category":"E","amount":"0.00","reason":"Freight"})", "3", {"/charges/0"}, "not an object"},
        {R"("reason":"Loyalty")", R"("note":"Loyalty")", {"/allowances/0/reason", "/allowances/0/note"}, "misnamed"},
        {R"("base":"67.33")", R"("base":"free")", {"/tax/0/base"}, "not money"},
        {R"("net":"62.33",)", "", {"/totals/net"}, "totals are three"},
        {R"("rounding":"-0.02")", R"("rounding":"-.02")", {"/rounding"}, "not money"},
        {R"({"amount":"0.01"})", R"({"document":"PP-2"})", {"/prepaid/1/amount"}, "a prepayment of nothing"},
        {R"("paid":"0.05")", R"("paid":0)", {"/paid"}, "money is never a number"},
        {R"("number":"CN-9",)", R"("number":"CN-9","tax_rows":[],)", {"/credited/0/tax_rows"}, "no such field"},
        {R"("currency":"JPY")", R"("currency":"yen")", {"/accounting_tax/currency"}, "no currency"},
        {R"("amount":"1999")", R"("amount":"1999.00")", {"/accounting_tax/amount"}, "its own currency's digits"},
        {R"("number":"RE-1")", R"("number":"RE-1","number":"RE-2")", {"/number"}, "twice"},
    };
    for (const Case& each : cases) {
        INFO(each.why);
        CHECK(pointers(findings_of(replaced(std::string(full_invoice), each.from, each.to))) == each.pointers);
    }
}

TEST_CASE("everything that is wrong with a body is said at once, in the order of its fields") {
    std::string body(full_invoice);
    body = replaced(body, R"("2026-03-01")", R"("yesterday")");
    body = replaced(body, R"("68.33")", R"("12,50")");
    body = replaced(body, R"("20.00")", "20");
    body = replaced(body, R"("totals":)", R"("sums":)");
    const Findings expected = {
        {"/issued_on", "the text \"yesterday\"", "a date, as in \"2026-03-29\""},
        {"/lines/0/net", "the text \"12,50\"", accepted_form(*Currency::find("EUR"))},
        {"/lines/0/tax_rate", "the number 20", "a percentage as a text, as in \"20\" or \"5.5\""},
        {"/totals", "nothing", "an object"},
        {"/sums", "an unknown field", "no field of this name; did you mean `totals`?"},
    };
    const Findings found = findings_of(body);
    REQUIRE(pointers(found) == pointers(expected));
    for (std::size_t i = 0; i + 1 < found.size(); ++i) {
        CHECK(found[i].found == expected[i].found);
        CHECK(found[i].expected == expected[i].expected);
    }
}

TEST_CASE("an invoice has 1 to 10,000 lines") {
    const auto with_lines = [](std::size_t count) {
        const std::string body(least_invoice);
        const auto begin = body.find("[{") + 1;
        const auto end = body.find("}]") + 1;
        const std::string line = body.substr(begin, end - begin);
        std::string lines;
        for (std::size_t n = 0; n < count; ++n) lines += (n == 0 ? "" : ",") + line;
        return body.substr(0, begin) + lines + body.substr(end);
    };
    CHECK(pointers(findings_of(with_lines(0))) == std::vector<std::string>{"/lines"});
    CHECK(findings_of(with_lines(1)).empty());
    CHECK(findings_of(with_lines(10'000)).empty());
    CHECK(pointers(findings_of(with_lines(10'001))) == std::vector<std::string>{"/lines"});
}

TEST_CASE("amounts that leave int64 together are refused before anybody adds them up") {
    const std::string body(least_invoice);
    const auto begin = body.find("[{") + 1;
    const auto end = body.find("}]") + 1;
    const std::string line = replaced(body.substr(begin, end - begin), R"("net":"1200")", R"("net":"999999999999999")");
    std::string lines = line;
    for (int n = 1; n < 9'300; ++n) lines += "," + line;
    CHECK(pointers(findings_of(body.substr(0, begin) + lines + body.substr(end))) ==
          std::vector<std::string>{"/totals"});
}

TEST_CASE("bytes that are not JSON are refused as a whole") {
    for (std::string_view bytes : {"", "{", "[1]", "\xff", "{\"number\":\"\xff\"}"}) {
        INFO(bytes);
        CHECK_FALSE(findings_of(bytes).empty());
    }
}
