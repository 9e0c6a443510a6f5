#include <chrono>
#include <iostream>
#include <sstream>

#include <catch2/catch.hpp>

#include "adapters/export/plain_csv.hpp"
#include "adapters/export/reconciliation_report.hpp"
#include "tests/adapters/export/layout_given.hpp"

using namespace makegood;
using namespace makegood::exports;

namespace {

IssuedDocument document(std::string_view number, std::string_view net, std::string_view tax, std::string_view gross,
                        std::string_view currency = "EUR", DocumentType type = DocumentType::credit_note) {
    return {AdjustmentNumber(std::string(number)),
            type,
            day("2026-03-05"),
            {money(net, currency), money(tax, currency), money(gross, currency)},
            12};
}

std::vector<IssuedDocument> three() {
    return {document("CN-1", "100.00", "20.00", "120.00"), document("CN-2", "1234.50", "0.00", "1234.50"),
            document("SI-1", "10.00", "2.00", "12.00", "EUR", DocumentType::supplementary_invoice)};
}

ReconciliationReport compared(const std::vector<IssuedDocument>& ours, const std::string& file,
                              const BookedMapping& mapping = BookedMapping::plain()) {
    Reconciliation reconciliation(mapping);
    for (const IssuedDocument& one : ours) reconciliation.issued(one);
    std::istringstream in(file);
    const Findings findings = reconciliation.booked(in);
    for (const Finding& finding : findings) UNSCOPED_INFO(finding.pointer << ": " << finding.found);
    REQUIRE(findings.empty());
    return std::move(reconciliation).report();
}

Findings refused(const std::string& file, const BookedMapping& mapping = BookedMapping::plain()) {
    Reconciliation reconciliation(mapping);
    std::istringstream in(file);
    return reconciliation.booked(in);
}

BookedMapping mapping(std::string_view json) {
    auto read = read_booked_mapping(json);
    INFO((read ? "" : read.error()[0].pointer + ": " + read.error()[0].found + "; " + read.error()[0].expected));
    REQUIRE(read);
    return *read;
}

const std::string titles = "number,issued_on,currency,net,tax,gross\n";
const std::string good = titles +
                         "CN-1,2026-03-05,EUR,100.00,20.00,120.00\n"
                         "CN-2,2026-03-05,EUR,1234.50,0.00,1234.50\n"
                         "SI-1,2026-03-05,EUR,10.00,2.00,12.00\n";

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const std::size_t at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

/// Of one row that differs from what is good: the kind of the finding and what it says.
struct Wrong {
    std::string why;
    std::string file;
    std::string said;  ///< a part of the report in words
};

}  // namespace

TEST_CASE("our own CSV fed back matches whole, also with numbers that look like formulas") {
    const std::uint64_t from = seed();
    INFO("MAKEGOOD_SEED=" << from);
    std::string bytes;
    PlainCsv csv(bytes);
    Reconciliation reconciliation(BookedMapping::plain());
    std::uint64_t count = 0;
    for (std::size_t i = 0; i < 500; ++i) {
        Dice dice(from * 1'000'003 + i);
        const Case of =
            any_case(dice, (i % 2 == 0 ? "=D" : "-D,\"") + std::to_string(i) + "-", {"EUR", "JPY", "TND", "CLF"});
        for (const Adjustment& adjustment : of.documents) {
            csv.add(adjustment);
            reconciliation.issued({adjustment.number, adjustment.type, adjustment.issued_on, adjustment.totals});
            ++count;
        }
    }
    std::istringstream in(bytes);
    CHECK(reconciliation.booked(in).empty());
    const ReconciliationReport report = std::move(reconciliation).report();
    INFO(to_words(report));
    CHECK(report.ties());
    std::uint64_t matched = 0;
    for (const auto& [currency, sum] : report.matched) matched += sum.documents;
    CHECK(matched == count);
}

TEST_CASE("a file that says the same in another way ties out") {
    struct Row {
        std::string why;
        std::string file;
    };
    for (const Row& row : {
             Row{"as it is", good},
             Row{"a byte order mark and CRLF", "\xEF\xBB\xBF" + replaced(good, "\n", "\r\n")},
             Row{"everything quoted",
                 replaced(replaced(good, "number,issued_on", "\"number\",\"issued_on\""), "CN-1,2026-03-05,EUR,100.00",
                          "\"CN-1\",\"2026-03-05\",\"EUR\",\"100.00\"")},
             Row{"fewer digits, a plus, zeros in front", replaced(good, "100.00,20.00,120.00", "100,+20.0,000120.000")},
             Row{"a minus zero", replaced(good, ",0.00,", ",-0.00,")},
             Row{"blanks at the ends and blank lines",
                 replaced(good, "CN-1,2026-03-05,EUR,", "\n  CN-1 , 2026-03-05,EUR ,  ")},
             Row{"no line end at the end", good.substr(0, good.size() - 1)},
         }) {
        INFO(row.why << "\n" << row.file);
        const ReconciliationReport report = compared(three(), row.file);
        INFO(to_words(report));
        CHECK(report.ties());
        REQUIRE(report.matched.size() == 1);
        const ReconciledSum& sum = report.matched.begin()->second;
        CHECK(sum.documents == 3);
        CHECK(sum.totals == Totals{money("1324.50"), money("18.00"), money("1342.50")});
    }
}

TEST_CASE("another system's columns, signs, days and decimal comma are read by a mapping") {
    const BookedMapping erp = mapping(R"({
        "why": "sub-ledger list", "delimiter": ";", "decimal_sign": ",", "digit_grouping": ".",
        "date_format": "DD/MM/YYYY", "sign": "credit-negative", "number_prefixes": ["CN-", "SI-"],
        "columns": {"number": "Doc. No", "issued_on": "Day", "net": "Net, EUR", "gross": "Gross", "batch": "Run"}})");
    const std::string file =
        "Day;Doc. No;\"Net, EUR\";Gross;Run;Who\n"
        "05/03/2026;CN-1;-100,00;-120,00;12;a\n"
        "5/3/2026;CN-2;-1.234,50;-1234,5;12;\"b;c\nd\"\n"
        "05/03/2026;SI-1;10,00;12;12;e\n"
        "05/03/2026;X-17;not ours;;;f\n";
    const ReconciliationReport report = compared(three(), file, erp);
    INFO(to_words(report));
    CHECK(report.ties());
    CHECK(report.left_aside == 1);
    CHECK(report.rows == 4);
    const ReconciliationReport wrong = compared(three(), replaced(file, "-120,00;12", "120,00;13"), erp);
    REQUIRE(wrong.different.size() == 2);
    CHECK(wrong.different[0].field == "gross");
    CHECK(wrong.different[0].ours == "120.00");
    CHECK(wrong.different[0].theirs == "-120.00");
    CHECK(wrong.different[1].field == "batch");
    CHECK(wrong.different[1].theirs == "13");
}

TEST_CASE("whatever does not tie is told, with numbers and amounts") {
    const std::vector<Wrong> cases = {
        {"missing", replaced(good, "CN-2,2026-03-05,EUR,1234.50,0.00,1234.50\n", ""),
         "  CN-2    credit-note  2026-03-05  1234.50  EUR     12"},
        {"doubled", good + "CN-1,2026-03-05,EUR,100.00,20.00,120.00\n",
         "  CN-1        2  120.00  EUR           2          5"},
        {"a cent off", replaced(good, "20.00,120.00", "20.01,120.01"),
         "  CN-1       2  tax     20.00   20.01\n"
         "  CN-1       2  gross  120.00  120.01"},
        {"another day", replaced(good, "2026-03-05", "2026-03-06"), "issued_on  2026-03-05  2026-03-06"},
        {"another currency", replaced(good, "EUR", "USD"), "currency   EUR     USD"},
        {"never issued, twice", good + "CN-9,2026-03-05,EUR,1.00,0.20,1.20\nCN-9,2026-03-05,EUR,1.00,0.20,1.20\n",
         "  CN-9       5      2    1.20"},
        {"a word for an amount", replaced(good, "20.00", "\"twenty\""),
         "line 2, column \"tax\": found \"twenty\", expected an amount in EUR, as in 1234.56"},
        {"no amount", replaced(good, "20.00", ""), "line 2, column \"tax\": found nothing, expected an amount in EUR"},
        {"a comma that nobody announced", replaced(good, "20.00", "\"20,00\""),
         "line 2, column \"tax\": found \"20,00\""},
        {"more digits than the currency has", replaced(good, "20.00", "20.001"),
         "found \"20.001\", expected an amount in EUR, as in 1234.56, without parts of its last digit"},
        {"too large", replaced(good, "20.00", "20000000000000000.00"), "an amount of at most 15 digits"},
        {"no day", replaced(good, "2026-03-05", "2026-02-30"),
         "line 2, column \"issued_on\": found \"2026-02-30\", expected a day as YYYY-MM-DD"},
        {"no currency", replaced(good, "EUR", "euro"),
         "line 2, column \"currency\": found \"euro\", expected an ISO 4217"},
        {"no number", replaced(good, "CN-1", ""), "line 2, column \"number\": found nothing, expected the number"},
        {"a ragged row", replaced(good, "20.00,120.00", "20.00"), "line 2: found 5 fields, expected 6 fields"},
        {"a quote that is never closed", good + "\"CN-9,1\n", "line 5: found "},
    };
    for (const Wrong& wrong : cases) {
        INFO(wrong.why << "\n" << wrong.file);
        const ReconciliationReport report = compared(three(), wrong.file);
        const std::string words = to_words(report);
        INFO(words);
        CHECK_FALSE(report.ties());
        CHECK(words.starts_with("The other books do not tie out to ours"));
        CHECK(words.find(wrong.said) != std::string::npos);
    }
}

TEST_CASE("a document with a cell that is no amount is neither matched nor missing, or it would be booked again") {
    const ReconciliationReport report = compared(three(), replaced(good, "20.00", "?"));
    CHECK(report.unread.size() == 1);
    CHECK(report.missing.empty());
    CHECK(report.matched.begin()->second.documents == 2);
}

TEST_CASE("a file of titles alone leaves everything missing") {
    const ReconciliationReport report = compared(three(), titles);
    CHECK(report.missing.size() == 3);
    CHECK(report.missing_sums.begin()->second.totals.gross == money("1342.50"));
}

TEST_CASE("a file that cannot be compared at all is refused with what it has") {
    CHECK(refused("")[0].found == "an empty file");
    CHECK(refused("\xEF\xBB\xBF")[0].found == "an empty file");
    CHECK(refused("\"number,issued_on\n")[0].found.starts_with("line 1: "));
    const Findings missing = refused("No,currency,net,tax,gross,issued_on\n");
    REQUIRE(missing.size() == 1);
    CHECK(missing[0].pointer == "/columns/number");
    CHECK(missing[0].found == "no column \"number\" in the file");
    CHECK(missing[0].expected.find("\"No\", \"currency\", \"net\"") != std::string::npos);
    CHECK(refused("number,number,issued_on,currency,net,tax,gross\n")[0].found == "two columns \"number\" in the file");
}

TEST_CASE("a mapping that is wrong is refused at the place") {
    struct Bad {
        std::string json, pointer;
    };
    for (const Bad& bad : {
             Bad{"[]", ""},
             Bad{R"({"columns": {"gross": "G"}})", "/columns/number"},
             Bad{R"({"columns": {"number": "N"}})", "/columns"},
             Bad{R"({"columns": {"number": "N", "gross": "N"}})", "/columns/gross"},
             Bad{R"({"columns": {"number": "N", "gross": "G", "total": "T"}})", "/columns/total"},
             Bad{R"({"sign": "negative", "columns": {"number": "N", "gross": "G"}})", "/sign"},
             Bad{R"({"decimal_sign": ",", "digit_grouping": ",", "columns": {"number": "N", "gross": "G"}})",
                 "/digit_grouping"},
             Bad{R"({"date_format": "D.M.Y", "columns": {"number": "N", "gross": "G"}})", "/date_format"},
             Bad{R"({"separator": ",", "columns": {"number": "N", "gross": "G"}})", "/separator"},
         }) {
        INFO(bad.json);
        const auto read = read_booked_mapping(bad.json);
        REQUIRE_FALSE(read);
        CHECK(read.error()[0].pointer == bad.pointer);
    }
}

TEST_CASE("the mapping that the documentation shows is one") {
    const std::string readme = source_file("config/export/README.md");
    const std::size_t begin = readme.find("```json\n") + 8;
    const BookedMapping read = mapping(readme.substr(begin, readme.find("```", begin) - begin));
    CHECK(read.number == "Doc. No");
    CHECK(read.batch == "Run");
    CHECK(read.number_prefixes == std::vector<std::string>{"CN-", "SI-"});
}

TEST_CASE("amounts are read by the mapping's signs and by no others") {
    struct Row {
        std::string text, currency, amount;  // "" is a fault
    };
    BookedMapping grouped = BookedMapping::plain();
    grouped.digit_grouping = ',';
    for (const Row& row : {Row{"1,234.50", "EUR", "1234.50"},
                           Row{"1234.50", "EUR", "1234.50"},
                           Row{"-12,345,678", "JPY", "-12345678"},
                           Row{"0.005", "TND", "0.005"},
                           Row{"12,34", "EUR", ""},
                           Row{"1,2345", "EUR", ""},
                           Row{",123", "EUR", ""},
                           Row{"1234,567", "EUR", ""},
                           Row{"1.234,50", "EUR", ""},
                           Row{"1.5", "JPY", ""},
                           Row{"1.0", "JPY", "1"},
                           Row{".5", "EUR", ""},
                           Row{"5.", "EUR", ""},
                           Row{"--5", "EUR", ""},
                           Row{"5-", "EUR", ""},
                           Row{"(5)", "EUR", ""},
                           Row{"1e3", "EUR", ""},
                           Row{"EUR 5", "EUR", ""},
                           Row{"0", "EUR", "0.00"},
                           Row{"-", "EUR", ""},
                           Row{"00", "EUR", "0.00"},
                           Row{"1,", "EUR", ""},
                           Row{"\xC2\xA0"
                               "5",
                               "EUR", ""}}) {
        INFO(row.text);
        const auto read = read_booked_amount(row.text, *Currency::find(row.currency), grouped);
        CHECK(read.has_value() == !row.amount.empty());
        if (read && !row.amount.empty()) CHECK(to_text(*read) == row.amount);
    }
}

TEST_CASE("the report as JSON says the same") {
    const ReconciliationReport report =
        compared(three(), titles +
                              "CN-1,2026-03-05,EUR,100.00,20.00,120.00\nCN-1,2026-03-05,EUR,100.00,20.00,120.00\n"
                              "SI-1,2026-03-05,EUR,10.00,2.00,12.10\n\"=9\",x,y,z,1,2\nSI-1,,\n");
    CHECK(to_json(report) ==
          R"({"ties":false,"issued":3,"rows":5,"left_aside":0,"matched":[],"missing_sums":[{"currency":"EUR",)"
          R"("documents":1,"net":"1234.50","tax":"0.00","gross":"1234.50"}],"missing":[{"number":"CN-2",)"
          R"("type":"credit-note","issued_on":"2026-03-05","currency":"EUR","net":"1234.50","tax":"0.00",)"
          R"("gross":"1234.50","batch":"12"}],"doubled":[{"number":"CN-1","type":"credit-note",)"
          R"("issued_on":"2026-03-05","currency":"EUR","net":"100.00","tax":"20.00","gross":"120.00","batch":"12",)"
          R"("times":2,"line_first":2,"line_last":3}],"different":[{"number":"SI-1","line":4,"field":"gross",)"
          R"("ours":"12.00","theirs":"12.10"}],"unknown":[{"number":"=9","line_first":5,"times":1,"amount":"2"}],)"
          R"("unread":[{"line":6,"column":"","found":"3 fields","expected":"6 fields, as in the first row"}]})");
}

TEST_CASE("a hundred thousand documents are compared in some time", "[.speed]") {
    std::string file = titles;
    std::vector<IssuedDocument> ours;
    for (int i = 0; i < 100'000; ++i) {
        ours.push_back(document("CN-2026-" + std::to_string(100'000 + i), "100.00", "20.00", "120.00"));
        file += ours.back().number.text() + ",2026-03-05,EUR,100.00,20.00,120.00\r\n";
    }
    const auto start = std::chrono::steady_clock::now();
    CHECK(compared(ours, file).ties());
    const auto took = std::chrono::steady_clock::now() - start;
    std::cout << "100000 compared in " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count()
              << " ms\n";
}
