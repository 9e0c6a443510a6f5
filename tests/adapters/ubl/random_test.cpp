#include <chrono>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>

#include <catch2/catch.hpp>

#include "adapters/import/read_files.hpp"
#include "adapters/import/ubl_reader.hpp"
#include "adapters/ubl/document.hpp"
#include "tests/adapters/import/recorder.hpp"
#include "tests/adapters/ubl/given.hpp"
#include "tests/adapters/ubl/official.hpp"
#include "tests/exact/ubl_check.hpp"
#include "tests/exact/ubl_fitness.hpp"

using namespace makegood;
using namespace makegood::ubl;

namespace {

constexpr const char* schema_folder = "validators/ubl/xsd";
constexpr const char* validator_file = "validators/ubl/validate-ubl";

/// What was refused must be true of the adjustment; anything else is our mistake.
void check_refusal(const Findings& findings, const Adjustment& adjustment) {
    for (const Finding& finding : findings) {
        INFO(finding.pointer << ": " << finding.found);
        constexpr std::string_view tax = "/adjustment/tax/";
        REQUIRE(finding.pointer.starts_with(tax));
        CHECK(exact::is_far_off(adjustment.tax.at(static_cast<std::size_t>(finding.pointer[tax.size()] - '0'))));
    }
}

/// One invoice's documents, each written and held to everything that we hold documents to; nothing where refused.
std::vector<std::string> write_all(const InvoiceDraft& of, const std::vector<Adjustment>& documents, Schemas* schemas,
                                   bool is_exhausted) {
    std::vector<std::string> all;
    exact::Account account(of);
    for (const Adjustment& document : documents) {
        const auto xml = write(document, of, seller());
        if (!xml) {
            check_refusal(xml.error(), document);
            return {};
        }
        INFO(*xml);
        exact::Complaints complaints;
        const auto reading = exact::read_ubl(*xml, of.currency.digits(), complaints);
        for (const auto& more : {exact::compare(reading, document), account.take(reading)})
            complaints.insert(complaints.end(), more.begin(), more.end());
        CHECK(complaints == exact::Complaints{});
        if (schemas != nullptr) CHECK(schemas->complaint(*xml) == "");
        all.push_back(*xml);
    }
    if (is_exhausted) CHECK(account.exhausted() == exact::Complaints{});
    return all;
}

bool is_exhausted(const Issuer& issuer) {
    const Totals left = issuer.totals();
    return left.net.is_zero() && left.tax.is_zero() && left.gross.is_zero();
}

/// Everything credited, or twice the invoice charged. False when the validator cannot add the document up.
bool add_one(Dice& dice, Batch& batch, const Wishes& wishes, bool goes_up) {
    const InvoiceDraft of = any_invoice(dice, wishes);
    const Money zero = Money::zero(of.currency);
    Issuer issuer(of);
    const auto documents = issuer.gross(to_text(goes_up ? of.totals.gross + of.totals.gross : zero));
    const auto all = write_all(of, documents, nullptr, false);
    for (const std::string& xml : all)
        if (!can_be_added_by_validator(xml, of.currency.digits())) return false;
    for (const std::string& xml : all) batch.add(*wishes.category, xml);
    return !all.empty();
}

/// Each category × type × allowance × rounding, in turn with a charge and without; of all, or of every second one, the
/// other as well.
void add_grid(Dice& dice, Batch& batch, bool is_whole) {
    std::size_t n = 0;
    for (const char* category : {"S", "Z", "E", "AE", "K", "G", "O", "L", "M"})
        for (const bool goes_up : {false, true})
            for (const bool has_allowance : {false, true})
                for (const bool has_rounding : {false, true}) {
                    const bool has_charge = ++n % 2 == 0;
                    const bool is_both = is_whole || n % 4 < 2;
                    for (const bool charge : {has_charge, !has_charge}) {
                        if (charge != has_charge && !is_both) continue;
                        while (!add_one(dice, batch, {category, has_allowance, charge, has_rounding}, goes_up)) {
                        }
                    }
                }
}

}  // namespace

TEST_CASE("random documents on random invoices are valid by the schemas and exact by a checker of its own") {
    std::cout << "MAKEGOOD_SEED=" << seed() << "\n";
    const auto folder = shared(schema_folder);
    std::unique_ptr<Schemas> schemas;
    if (folder) schemas = std::make_unique<Schemas>(*folder);
    const std::size_t wanted = is_full_form() ? 10'000 : 1'500;
    std::size_t invoices = 0;
    std::size_t refused = 0;
    std::size_t written = 0;
    std::size_t exhausted = 0;
    for (; written < wanted; ++invoices) {
        Dice dice(seed() * 1'000'003 + invoices);
        INFO("MAKEGOOD_SEED=" << seed() << ", invoice " << invoices);
        const InvoiceDraft of = any_invoice(dice);
        const auto checked = Invoice::check(of);
        INFO((checked ? "" : checked.error()[0].pointer + " " + checked.error()[0].found));
        REQUIRE(checked);
        Issuer issuer(of);
        const auto documents = any_documents(dice, issuer);
        const std::size_t count = write_all(of, documents, schemas.get(), is_exhausted(issuer)).size();
        written += count;
        exhausted += is_exhausted(issuer) ? 1 : 0;
        if (count == 0 && !documents.empty()) ++refused;
    }
    std::cout << written << " documents on " << invoices << " invoices, " << exhausted << " exhausted, " << refused
              << " refused for their tax\n";
    CHECK(refused < invoices / 5);
    CHECK(exhausted > invoices / 10);
}

TEST_CASE("documents of each category, type, allowance, charge and rounding keep the official rules of EN 16931") {
    const auto validator = shared(validator_file);
    if (!validator) return;
    Dice dice(seed());
    Batch batch;
    add_grid(dice, batch, is_full_form());
    INFO("MAKEGOOD_SEED=" << seed());
    CHECK(batch.size() >= (is_full_form() ? 144U : 100U));
    CHECK(batch.complaints(*validator) == "");
}

TEST_CASE("real invoices, imported and claimed on, become valid documents, or are refused for a reason true of them") {
    const auto samples = shared("samples/ubl/invoice");
    const auto folder = shared(schema_folder);
    const auto validator = shared(validator_file);
    if (!samples || !folder || !validator) return;
    Schemas schemas(*folder);
    Batch batch;
    std::map<std::string, int> refusals;
    std::size_t written = 0;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(*samples)) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        std::ifstream stream(file, std::ios::binary);
        import::Recorder recorder;
        import::read_ubl({std::istreambuf_iterator<char>(stream), {}}, file.filename().string(), {}, recorder);
        for (const auto& taken : recorder.invoices) {
            INFO(file.filename().string());
            const InvoiceDraft& of = taken.draft;
            Issuer issuer(of);
            std::vector<Adjustment> documents =
                issuer.gross(to_text(Money(std::max<std::int64_t>(0, issuer.totals().gross.minor()) / 2, of.currency)));
            for (Adjustment& more : issuer.gross(to_text(Money::zero(of.currency))))
                documents.push_back(std::move(more));
            for (const Adjustment& document : documents) {
                const auto xml = write(document, of, seller());
                if (!xml) {
                    for (const Finding& finding : xml.error())
                        ++refusals[finding.pointer.substr(0, finding.pointer.find_last_of('/')) + " " +
                                   finding.expected];
                    continue;
                }
                ++written;
                exact::Complaints complaints;
                for (const std::string& complaint :
                     exact::compare(exact::read_ubl(*xml, of.currency.digits(), complaints), document))
                    complaints.push_back(complaint);
                CHECK(complaints == exact::Complaints{});
                CHECK(schemas.complaint(*xml) == "");
                if ((is_full_form() || written % 60 == 1) && can_be_added_by_validator(*xml, of.currency.digits()))
                    batch.add("sample", *xml);
            }
        }
    }
    std::cout << written << " documents of samples; refused:\n";
    for (const auto& [reason, count] : refusals) std::cout << "  " << count << " " << reason << "\n";
    CHECK(written > 100);
    CHECK(batch.complaints(*validator) == "");
}

TEST_CASE("ten thousand documents are written in some time", "[.speed]") {
    Dice dice(1);
    std::vector<std::pair<InvoiceDraft, std::vector<Adjustment>>> all;
    std::size_t count = 0;
    while (count < 10'000) {
        InvoiceDraft of = any_invoice(dice);
        Issuer issuer(of);
        auto documents = any_documents(dice, issuer);
        count += documents.size();
        all.emplace_back(std::move(of), std::move(documents));
    }
    const Seller by = seller();
    std::size_t bytes = 0;
    const auto start = std::chrono::steady_clock::now();
    for (const auto& [of, documents] : all)
        for (const Adjustment& document : documents)
            if (const auto xml = write(document, of, by)) bytes += xml->size();
    const auto took = std::chrono::steady_clock::now() - start;
    std::cout << count << " documents, " << bytes << " bytes, "
              << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms\n";
}
