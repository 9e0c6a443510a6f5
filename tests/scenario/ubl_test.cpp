#include <algorithm>
#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/scenario/approved.hpp"
#include "tests/scenario/collected.hpp"
#include "tests/scenario/count.hpp"
#include "tests/scenario/scene.hpp"

using namespace makegood;
using namespace makegood::scenario;

namespace {

std::vector<std::string> judged(const std::vector<Journaled>& events, Count& count) {
    std::vector<std::string> complaints;
    for (const Journaled& journaled : events)
        if (const auto* issued = std::get_if<AdjustmentIssued>(&journaled.recorded.event))
            for (std::string& complaint : count.take(issued->adjustment, std::nullopt))
                complaints.push_back(std::move(complaint));
    return complaints;
}

/// Claims a gross worth of the whole invoice and has it honoured.
void claim_whole(Scene& scene, const InvoiceNumber& number, const Money& worth, Count& count) {
    Saying saying;
    saying.worth = to_text(worth);
    const Reply claim = scene.ask(Invoke{number, saying, {}, {}});
    INFO("worth " << *saying.worth << " " << claim.in_words());
    REQUIRE(claim.was_accepted());
    const Reply approved = scene.ask(Approve{claim.after.claims.back().id});
    INFO("worth " << *saying.worth << " " << approved.in_words());
    REQUIRE(approved.was_accepted());
    const Count before = count;
    CHECK(judged(approved.events, count) == std::vector<std::string>{});
    Stated stated;
    stated.whole = Stated::Amount{worth.minor(), Basis::gross};
    CHECK(before.judge(stated, count, false) == std::vector<std::string>{});
    CHECK(count.compare(approved.after) == std::vector<std::string>{});
    if (const auto* open = approved.after.open_claim(); open && open->offer)
        REQUIRE(scene.ask(AnswerOffer{open->id, OfferAnswer::declined, {}, {}}).was_accepted());
}

/// Half of it, then nothing: the second note exhausts what is left.
void claim_half_then_nothing(Scene& scene, const InvoiceNumber& number) {
    const auto stream = scene.invoice(number);
    REQUIRE(stream);
    Count count(*stream->books->invoice);
    const Money gross = stream->books->standing.totals(stream->books->billing).gross;
    if (gross.is_positive()) claim_whole(scene, number, Money(gross.minor() / 2, gross.currency()), count);
    claim_whole(scene, number, Money::zero(gross.currency()), count);
    for (const Count::Line& line : count.lines())
        if (count.groups()[line.group].can_be_credited() && gross.is_positive() && count.unmovable() == 0) {
            INFO("line " << line.id);
            CHECK(text(line.level) == "0");
        }
    scene.close();
    const verify::Report report = scene.verify();
    INFO(verify::in_words(report));
    CHECK(report.is_clean());
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

}  // namespace

TEST_CASE(
    "every UBL invoice, each into a database of its own, imports and is honoured, or is rejected for a reason that is "
    "true of it") {
    const auto folder = shared("samples/ubl/invoice");
    if (!folder) return;
    const auto files = files_in(*folder);
    CHECK(files.size() == 139);
    std::vector<std::string> rejects;
    std::size_t imported_count = 0;
    for (const std::string& file : files) {
        INFO(std::filesystem::path(file).filename().string());
        Scene scene;
        const Imported imported = scene.import({file});
        REQUIRE(imported.counts.invoices_added + imported.counts.rejected == 1);
        imported_count += imported.counts.invoices_added;
        rejects.insert(rejects.end(), imported.rejects.begin(), imported.rejects.end());
        if (imported.counts.invoices_added == 0) continue;
        claim_half_then_nothing(scene, read_drafts({file}).front().number);
    }
    require_approved(
        "approved/ubl_invoices_rejected.txt",
        std::to_string(imported_count) + " of " + std::to_string(files.size()) + " imported\n" + joined(rejects));
}

TEST_CASE("credit notes that name an invoice that is there count as credited elsewhere, and the others are reported") {
    const auto invoices = shared("samples/ubl/invoice");
    const auto notes = shared("samples/ubl/creditnote");
    if (!invoices || !notes) return;
    const auto note_files = files_in(*notes);
    CHECK(note_files.size() == 21);
    std::vector<std::string> files = files_in(*invoices);
    files.insert(files.begin(), note_files.begin(), note_files.end());  // before what they credit: order is no matter
    Scene scene;
    const Imported imported = scene.import(files);

    std::vector<std::string> counted;
    scene.read([&](Reader& reader) {
        for (const JournalRow& row : reader.journal(0, 10'000))
            if (row.envelope.find("\"credited-elsewhere\"") != std::string::npos) counted.push_back(row.envelope);
    });
    std::vector<std::string> reported;
    for (const std::string& reject : imported.rejects)
        if (std::any_of(note_files.begin(), note_files.end(), [&](const std::string& file) {
                return reject.starts_with(std::filesystem::path(file).filename().string());
            }))
            reported.push_back(reject);
    CHECK(counted.size() == imported.counts.credits_added);
    require_approved("approved/ubl_credit_notes.txt", std::to_string(imported.counts.credits_added) +
                                                          " credited elsewhere, reported:\n" + joined(reported));
    require_approved("approved/ubl_together_rejected.txt", std::to_string(imported.counts.invoices_added) +
                                                               " invoices imported, " +
                                                               std::to_string(imported.counts.invoices_unchanged) +
                                                               " unchanged, rejected:\n" + joined(imported.rejects));
    scene.close();
    const verify::Report report = scene.verify();
    INFO(verify::in_words(report));
    CHECK(report.is_clean());
}
