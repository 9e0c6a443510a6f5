#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include <catch2/catch.hpp>

#include "adapters/codec/csv_reader.hpp"
#include "adapters/import/read_files.hpp"
#include "tests/adapters/import/recorder.hpp"

using namespace makegood;
using namespace makegood::import;

namespace {

/// Documents that aren't ours and so aren't in the repository.
std::optional<std::filesystem::path> shared(const char* path) {
    const char* folder = std::getenv("MAKEGOOD_SHARED");
    if (folder != nullptr && std::filesystem::exists(std::filesystem::path(folder) / path))
        return std::filesystem::path(folder) / path;
    std::cout << "WARN: skipped, MAKEGOOD_SHARED has no " << path << "\n";
    return std::nullopt;
}

std::vector<std::string> files_in(const std::filesystem::path& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

struct KnownReject {
    const char* file;     // a part of its name
    const char* pointer;  // of the first finding
    const char* why;
};

void check_rejects(const Recorder& recorder, const std::vector<KnownReject>& known) {
    for (const auto& reject : recorder.rejects) {
        INFO(reject.source.file << " " << reject.findings[0].pointer << ": " << reject.findings[0].found);
        CHECK(std::any_of(known.begin(), known.end(), [&](const KnownReject& row) {
            return reject.source.file.find(row.file) != std::string::npos && reject.findings[0].pointer == row.pointer;
        }));
    }
    CHECK(recorder.rejects.size() == known.size());
}

}  // namespace

TEST_CASE("every UBL invoice of the example sets imports, but for those that don't say what they mean") {
    const auto folder = shared("samples/ubl/invoice");
    if (!folder) return;
    Recorder recorder;
    read_files(files_in(*folder), nullptr, recorder);
    check_rejects(
        recorder,
        {
            {"oasis-ubl__UBL-Invoice-2.1-Example", "/Invoice/cac:AllowanceCharge[1]/cac:TaxCategory",
             "an allowance and a charge without category, and three rates"},
            {"BII04-minimal-VAT-invoice-example-01", "/Invoice/cac:TaxTotal/cac:TaxSubtotal[1]/cbc:TaxableAmount",
             "says 1450.50 where its lines sum to 1460.50"},
            {"ph-ubl__Combustible", "/Invoice/cac:TaxTotal[1]/cac:TaxSubtotal[1]/cac:TaxCategory/cbc:ID",
             "taxes without category, some without base"},
            {"ph-ubl__ExcluidosExentos", "/Invoice/cac:TaxTotal[1]/cac:TaxSubtotal/cac:TaxCategory/cbc:ID",
             "0 % without category: exempt, zero-rated or outside?"},
            {"cius-ro_1.0.9_ubl_b2g_example0", "/Invoice/cac:InvoiceLine[2]/cbc:LineExtensionAmount/@currencyID",
             "lines in NOK on an invoice in RON"},
            {"cius-ro_1.0.9_ubl_b2g_example6", "/Invoice/cac:TaxTotal/cac:TaxSubtotal[1]/cbc:TaxableAmount",
             "a line at 25 % that no subtotal taxes"},
            {"PINT_AUNZ_negative_invoice", "/Invoice/cac:LegalMonetaryTotal/cbc:PrepaidAmount", "prepaid -50.00"},
            {"SG-INV-example-07", "/Invoice/cac:TaxTotal", "a charge at 7 % that no subtotal taxes"},
            {"V01-15000017", "/Invoice/cac:TaxTotal/cac:TaxSubtotal[1]/cbc:TaxableAmount",
             "one line of 100 at 21 %, taxed as 110 at 21 % and -10 exempt"},
        });
    CHECK(recorder.invoices.size() == 130);
    CHECK(recorder.credits.empty());
}

TEST_CASE("every UBL credit note of the example sets credits the invoice that it names, or is refused") {
    const auto folder = shared("samples/ubl/creditnote");
    if (!folder) return;
    Recorder recorder;
    read_files(files_in(*folder), nullptr, recorder);
    const char* const reference = "/CreditNote/cac:BillingReference";
    check_rejects(recorder, {
                                {"CreditNote-Max_content", reference, "names two invoices"},
                                {"CreditNote-Min_content_with_VAT", reference, "names none"},
                                {"ubl-tc434-creditnote1", reference, "names none"},
                                {"UBL-CreditNote-2.0-Example", reference, "names none"},
                                {"UBL-CreditNote-2.1-Example", reference, "names none"},
                                {"OIOUBL_CreditNoteCertificate", reference, "names none"},
                                {"pint-ae_Disclosed", "/CreditNote/cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount",
                                 "532.1645 dirhams, which have two digits"},
                                {"V01-15000024", "/CreditNote/cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
                                 "-400.00: it charges"},
                            });
    CHECK(recorder.credits.size() == 13);
    CHECK(recorder.invoices.empty());
}

namespace {

__extension__ using Wide = __int128;

/// quantity × price in thousandths, exactly.
Wide thousandths(const Decimal& quantity, const Decimal& price) {
    Wide product = Wide{quantity.coefficient()} * price.coefficient();
    for (int digits = quantity.scale() + price.scale(); digits < 3; ++digits) product *= 10;
    return product;
}

/// Keeps sums instead of documents, so that the test is as flat as the reader.
struct Sums : Intake {
    Wide imported = 0;
    std::uint64_t lines = 0;
    std::uint64_t invoices = 0;
    std::uint64_t below_zero = 0;
    std::map<std::string, std::uint64_t> rejected_by_reason;
    std::map<std::string, bool> rejected;
    std::int64_t net_minor = 0;

    void invoice(Source, InvoiceDraft draft) override {
        ++invoices;
        lines += draft.lines.size();
        for (const InvoiceLine& line : draft.lines) imported += thousandths(line.quantity, line.unit_price);
        net_minor += draft.totals.net.minor();
        if (draft.totals.net.is_negative()) ++below_zero;
    }
    void credit_elsewhere(Source, InvoiceNumber, Currency, CreditElsewhere) override { FAIL("no credit names one"); }
    void reject(Source source, Findings findings) override {
        ++rejected_by_reason[findings[0].expected.substr(0, findings[0].expected.find(';'))];
        rejected[source.document] = true;
    }
    void progress(std::uint64_t, std::uint64_t) override {}
};

struct Columns {
    Wide all = 0;
    Wide rejected = 0;
    std::uint64_t rows = 0;
};

/// The same file again, without mapping or drafts: columns 0, 3 and 5 are number, quantity and price.
Columns add_up(const std::string& path, const std::map<std::string, bool>& rejected) {
    std::ifstream in(path, std::ios::binary);
    codec::CsvReader csv(in);
    (void)csv.next();
    Columns columns;
    while (auto row = csv.next()) {
        const auto& fields = row->value().fields;
        const Wide value = thousandths(*Decimal::parse(fields[3]), *Decimal::parse(fields[5]));
        ++columns.rows;
        columns.all += value;
        if (rejected.contains(std::string(fields[0]))) columns.rejected += value;
    }
    return columns;
}

Mapping retail_mapping() {
    const auto file = std::filesystem::path(MAKEGOOD_SOURCE) / "config/import/online-retail.json";
    std::ifstream in(file);
    std::stringstream text;
    text << in.rdbuf();
    auto mapping = read_mapping(text.str());
    REQUIRE(mapping);
    return std::move(mapping).value();
}

}  // namespace

TEST_CASE("of the Online Retail set every row and every thousandth of a pound is imported or reported") {
    const auto packed = shared("data/retail/online_retail.csv.xz");
    if (!packed) return;
    std::string path = (std::filesystem::temp_directory_path() / "online-retail-XXXXXX").string();
    const int file = mkstemp(path.data());
    REQUIRE(file >= 0);
    REQUIRE(std::system(("xz -dkc '" + packed->string() + "' > '" + path + "'").c_str()) == 0);
    const Mapping mapping = retail_mapping();
    Sums sums;
    const CsvTally tally = read_files(std::vector<std::string>{path}, &mapping, sums);
    const Columns columns = add_up(path, sums.rejected);
    std::filesystem::remove(path);

    CHECK(tally.rows == 541'909);
    CHECK(columns.rows == tally.rows);
    CHECK(tally.rows_in_invoices + tally.rows_in_rejects == tally.rows);
    CHECK(tally.rows_in_invoices == sums.lines);
    CHECK(sums.invoices + sums.rejected.size() == 25'900);
    CHECK(sums.below_zero == 3'836);  // every credit document
    CHECK(sums.rejected_by_reason ==
          std::map<std::string, std::uint64_t>{{"an invoice", 3}, {"something billed", 2'098}});

    CHECK(columns.all == Wide{9'747'747'934});
    CHECK(sums.imported + columns.rejected == columns.all);
    CHECK(columns.rejected == Wide{-11'062'060});  // the bad debts; the rest of what is reported has no price
    CHECK(sums.net_minor == 975'880'999);          // 9,758,809.994 before four lines were rounded to pennies
}
