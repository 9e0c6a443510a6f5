#include "adapters/import/csv_invoices.hpp"

#include <sstream>

#include <catch2/catch.hpp>

#include "tests/adapters/import/recorder.hpp"
#include "tests/adapters/import/sheet.hpp"

using namespace makegood;
using namespace makegood::import;

namespace {

constexpr const char* header = "No,Day,Who,Land,Item,Text,Pieces,Price\n";

Recorder read(const std::string& csv, CsvTally* tally = nullptr, std::string mapping_text = sheet_mapping) {
    const auto mapping = read_mapping(mapping_text);
    REQUIRE(mapping);
    std::istringstream in(csv);
    Recorder recorder;
    const CsvTally read = read_csv_invoices(in, "x.csv", *mapping, recorder, [](std::uint64_t) {});
    CHECK(read.rows == read.rows_in_invoices + read.rows_in_rejects);
    if (tally != nullptr) *tally = read;
    return recorder;
}

std::string with_tax_inside() {
    std::string text = sheet_mapping;
    const std::string from = "\"prices_include_tax\": false";
    return text.replace(text.find(from), from.size(), "\"prices_include_tax\": true");
}

}  // namespace

TEST_CASE("rows of one number become one invoice") {
    const Recorder recorder = read(std::string(header) +
                                   "1,2026-03-29,K7,Austria,A,Apple,3,0.335\n"
                                   "1,2026-03-29,K7,Austria,A,,-1,0.335\n");
    INFO(in_words(recorder));
    REQUIRE(recorder.invoices.size() == 1);
    const InvoiceDraft& draft = recorder.invoices[0].draft;
    CHECK(recorder.invoices[0].source.line == 2);
    CHECK(draft.customer.name == "Customer K7");
    CHECK(draft.customer.address->country == "AT");
    REQUIRE(draft.lines.size() == 2);
    CHECK(draft.lines[0].id.text() == "1");
    CHECK(draft.lines[1].id.text() == "2");
    CHECK(draft.lines[1].description == "A");
    CHECK(to_text(draft.lines[0].net) == "1.01");   // 1.005, half away from zero
    CHECK(to_text(draft.lines[1].net) == "-0.34");  // -0.335
    CHECK(to_text(draft.totals.net) == "0.67");
    CHECK(to_text(draft.totals.tax) == "0.13");
}

TEST_CASE("prices with tax inside give the gross total that was charged") {
    const Recorder recorder = read(std::string(header) +
                                       "1,2026-03-29,K7,Austria,A,Apple,1,9.99\n"
                                       "1,2026-03-29,K7,Austria,B,Bread,1,0.01\n",
                                   nullptr, with_tax_inside());
    REQUIRE(recorder.invoices.size() == 1);
    const Totals& totals = recorder.invoices[0].draft.totals;
    CHECK(to_text(totals.gross) == "10.00");
    CHECK(to_text(totals.net) == "8.34");
    CHECK(to_text(totals.tax) == "1.66");
}

TEST_CASE("every row ends in an invoice or in a reject that says why") {
    struct Case {
        const char* rows;
        const char* outcome;
        const char* why;
    };
    const Case cases[] = {
        {"1,2026-03-29,K7,Austria,A,Apple,1,2\n2,2026-03-29,K7,Austria,A,Apple,1,2\n", "invoice 1\ninvoice 2\n",
         "two documents"},
        {"1,2026-03-29,K7,Austria,A,\"a \"\"b\"\",\nc\",1,2\n", "invoice 1\n", "quotes, a comma and a line end inside"},
        {"1,2026-03-29,K7,Austria,A,Apple,1,2\n2,2026-03-29,K7,Austria,A,Apple,1,2\n"
         "1,2026-03-29,K7,Austria,A,Apple,1,3\n",
         "invoice 2\ninvoice 1\n", "a number that comes back is one invoice, not two halves"},
        {"1,2026-03-29,,Austria,A,Apple,1,2\n", "invoice 1\n", "no customer: the walk-in one"},
        {"1,2026-03-29,K7,Austria,A,Apple,5,0\n", "invoice 1\n", "a free line for a customer"},
        {"1,2026-03-29,,Austria,A,broken,-5,0\n", "reject 1: line 2: no customer and every price zero;\n", "stock"},
        {"A1,2026-03-29,,Austria,B,Adjust bad debt,1,-9\n", "reject A1: line 2/No: \"A1\";\n", "bad debt"},
        {"C1,2026-03-29,K7,Austria,A,Apple,-1,2\n", "invoice C1\n", "a credit that names no invoice"},
        {"1,2026-03-29,K7,Austria,A,Apple,1,2\n1,2026-03-30,K7,Austria,A,Apple,1,2\n",
         "reject 1: line 3/Day: \"2026-03-30\";\n", "the day changes within the document"},
        {"1,2026-03-29,K7,Austria,A,Apple,1,2\n1,2026-03-29,K8,Austria,A,Apple,1,2\n",
         "reject 1: line 3: the customer \"K8\"; line 3: the customer's name \"Customer K8\";\n",
         "the customer changes"},
        {"1,2026-03-29,K7,Austria,A,Apple,1,2\n1,2026-03-29,K7,Italy,A,Apple,1,2\n",
         "reject 1: line 3: the country \"Italy\";\n", "the country changes"},
        {"1,2026-03-29,K7,Austria,A,Apple,1,2\n1,2026-03-29,K7,Austria,A,Apple,one,2\n2,2026-03-29,K7,Austria,A,B,1,"
         "2\n",
         "invoice 2\nreject 1: line 3/Pieces: \"one\";\n", "a bad row takes its whole document, and no other"},
        {"1,29.3.2026,K7,Austria,A,Apple,1,2,5\n", "reject : line 2: 9 fields;\n", "one field too many"},
        {"1,29.3.2026,K7,Austria,A,Apple,1,2\n", "reject 1: line 2/Day: \"29.3.2026\";\n", "another date format"},
        {"1,2026-03-29,K7,Austria,A,Apple,1,\"2,50\"\n", "reject 1: line 2/Price: \"2,50\";\n", "a decimal comma"},
        {"1,2026-03-29,K7,Austria,A,Apple,999999999,999999999\n",
         "reject 1: line 2: an amount of more than 14 digits;\n", "overflow"},
        {"1,2026-03-29,K7,Austria,A,Apple,1,2\n1,2026-03-29,K7\n3,2026-03-29,K7,Austria,A,Apple,1,2\n"
         "4,2026-03-29,K7,Austria,A,Apple,1,2\n",
         "invoice 4\nreject 1: line 3: a row beside this document's that cannot be taken apart;\n"
         "reject : line 3: 3 fields;\n"
         "reject 3: line 3: a row beside this document's that cannot be taken apart;\n",
         "a ragged row may belong to the one before or after it"},
        {"1,2026-03-29,K7,Austria,A,Ap\"ple,1,2\n2,2026-03-29,K7,Austria,A,Apple,1,2\n",
         "reject : line 2: a quote inside a field;\n"
         "reject 2: line 2: a row beside this document's that cannot be taken apart;\n",
         "a stray quote"},
        {"1,2026-03-29,K7,Austria,A,\"Apple,1,2\n", "reject : line 2: a quoted field without its closing quote;\n",
         "a quote never closed"},
        {",2026-03-29,K7,Austria,A,Apple,1,2\n", "reject : line 2: no invoice number;\n", "no number"},
        {"1,2026-03-29,K7,Austria,A,\xFF,1,2\n", "reject : line 2: bytes that are not UTF-8;\n", "Latin-1"},
        {"", "", "only a header"},
    };
    for (const Case& c : cases) {
        INFO(c.why);
        CHECK(in_words(read(header + std::string(c.rows))) == c.outcome);
    }
}

TEST_CASE("a file that lacks columns is refused once, naming each of them") {
    const Recorder recorder = read("No,Day,Who,Land,Item,Text,Amount\n1,2026-03-29,K7,Austria,A,Apple,2\n");
    REQUIRE(recorder.rejects.size() == 1);
    REQUIRE(recorder.rejects[0].findings.size() == 2);
    CHECK(recorder.rejects[0].findings[0].found == "no column \"Pieces\"");
    CHECK(recorder.rejects[0].findings[1].found == "no column \"Price\"");
    CHECK(in_words(read("")) == "reject : : an empty file;\n");
}

TEST_CASE("a document of more lines than an invoice may have is refused, and its rows are counted") {
    std::string csv = header;
    for (int i = 0; i < 10'001; ++i) csv += "1,2026-03-29,K7,Austria,A,Apple,1,2\n";
    csv += "2,2026-03-29,K7,Austria,A,Apple,1,2\n";
    CsvTally tally;
    const Recorder recorder = read(csv, &tally);
    CHECK(in_words(recorder) == "invoice 2\nreject 1: line 10002: line 10001 of the document;\n");
    CHECK(tally.rows == 10'002);
    CHECK(tally.rows_in_rejects == 10'001);
}
