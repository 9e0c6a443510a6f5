#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "adapters/export/adjustments.hpp"
#include "tests/scenario/claimant.hpp"
#include "tests/scenario/collected.hpp"
#include "tests/scenario/plain_csv.hpp"
#include "tests/scenario/quarter.hpp"

using namespace makegood;
using namespace makegood::scenario;

namespace {

/// `count` invoices made of the drafts: under numbers of their own, some of them paid.
std::vector<InvoiceDraft> many_of(const std::vector<InvoiceDraft>& drafts, std::size_t count, Dice& dice) {
    std::vector<InvoiceDraft> many;
    for (std::size_t i = 0; i < count; ++i) {
        InvoiceDraft draft = drafts[i % drafts.size()];
        draft.number = InvoiceNumber("no " + std::to_string(i + 1) + " " + draft.number.text().substr(0, 40));
        const std::int64_t gross = std::max(std::int64_t{0}, draft.totals.gross.minor());
        const auto kind = dice.from_to(1, 100);
        if (kind > 40) draft.paid = Money(kind > 70 ? gross : dice.from_to(0, gross), draft.currency);
        many.push_back(std::move(draft));
    }
    return many;
}

std::vector<Claimant> record(Scene& scene, const std::vector<InvoiceDraft>& drafts, Dice& dice) {
    std::vector<Claimant> claimants;
    std::vector<Command> commands;
    for (const InvoiceDraft& draft : drafts) {
        auto invoice = Invoice::check(draft);
        REQUIRE(invoice);
        commands.push_back(RecordInvoice{*std::move(invoice)});
        claimants.emplace_back(draft, dice);
    }
    for (const Reply& reply : scene.ask_all(std::move(commands))) REQUIRE(reply.was_accepted());
    return claimants;
}

/// Up to 16 claimants at a time, each with one command, chosen at random until nobody has more.
void let_them_claim(Scene& scene, std::vector<Claimant>& claimants, Dice& dice) {
    std::vector<Claimant*> waiting;
    for (Claimant& claimant : claimants) waiting.push_back(&claimant);
    std::size_t complaints_left = 20;
    while (!waiting.empty() && complaints_left > 0) {
        const std::size_t at_once = std::min<std::size_t>(16, waiting.size());
        for (std::size_t i = 0; i < at_once; ++i)
            std::swap(waiting[i], waiting[static_cast<std::size_t>(dice.from_to(
                                      static_cast<std::int64_t>(i), static_cast<std::int64_t>(waiting.size()) - 1))]);
        std::vector<Command> commands;
        for (std::size_t i = 0; i < at_once; ++i) commands.push_back(waiting[i]->next(dice, scene.clock()));
        const auto replies = scene.ask_all(std::move(commands));
        for (std::size_t i = 0; i < at_once; ++i) {
            const auto complaints = waiting[i]->hear(replies[i]);
            if (complaints.empty() || complaints_left == 0) continue;
            --complaints_left;
            CAPTURE(waiting[i]->number().text(), waiting[i]->diary());
            CHECK(complaints == std::vector<std::string>{});
        }
        scene.clock().set(scene.clock().now() + std::chrono::minutes(1));
        std::erase_if(waiting, [](const Claimant* claimant) { return !claimant->has_more(); });
    }
}

struct Sums {
    Wide open = 0, refunded = 0, kept = 0, net = 0, tax = 0;
};

std::map<std::string, Sums> sums_of(const std::vector<Claimant>& claimants) {
    std::map<std::string, Sums> sums;
    for (const Claimant& claimant : claimants) {
        Sums& sum = sums[std::string(claimant.currency().code())];
        sum.open += claimant.count().open();
        sum.refunded += claimant.count().refunded();
        sum.kept += claimant.count().kept();
        for (const Count::Group& group : claimant.count().groups()) {
            sum.net += group.adjusted_base;
            sum.tax += group.adjusted_tax;
        }
    }
    return sums;
}

void check_trial_balance(Scene& scene, const std::map<std::string, Sums>& sums) {
    std::map<std::string, std::map<std::string, Wide>> balances;
    std::map<std::string, Wide> all;
    scene.read([&](Reader& reader) {
        for (const TrialBalanceRow& row : reader.trial_balance()) {
            const std::string currency(row.debit.currency().code());
            balances[currency][row.account.text()] = Wide{row.debit.minor()} - row.credit.minor();
            all[currency] += Wide{row.debit.minor()} - row.credit.minor();
        }
    });
    const auto name = [&](Account account) { return scene.company().chart.name(account).text(); };
    for (const auto& [currency, sum] : sums) {
        INFO(currency);
        CHECK(text(all[currency]) == "0");
        auto& of = balances[currency];
        CHECK(text(of[name(Account::receivables)]) == text(sum.open));
        CHECK(text(of[name(Account::refunds_payable)]) == text(-sum.refunded));
        CHECK(text(of[name(Account::customer_balances)]) == text(-sum.kept));
        CHECK(text(of[name(Account::allowances)]) == text(sum.net));
    }
}

Wide minor_units(std::string amount) {
    amount.erase(std::remove(amount.begin(), amount.end(), '.'), amount.end());
    return std::stoll(amount);
}

/// Net and tax of both files, down positive, by currency.
void check_exports(Scene& scene, const std::map<std::string, Sums>& sums) {
    std::map<std::string, std::pair<Wide, Wide>> json_sums, csv_sums;
    for (const auto& [format, path] : {std::pair(exports::Format::jsonl, scene.path("out.jsonl")),
                                       std::pair(exports::Format::csv, scene.path("out.csv"))})
        scene.read([&, format = format, path = path](Reader& reader) {
            const auto report = exports::export_adjustments(reader, scene.company().chart.names_of(Account::allowances),
                                                            format, path, [](std::uint64_t) {});
            if (!report) FAIL_CHECK(report.error());
        });
    std::istringstream lines(read_file(scene.path("out.jsonl")));
    for (std::string line; std::getline(lines, line);) {
        const auto document = nlohmann::json::parse(line);
        const Wide sign = document["type"] == "credit-note" ? 1 : -1;
        auto& [net, tax] = json_sums[document["currency"]];
        net += sign * minor_units(document["totals"]["net"]);
        tax += sign * minor_units(document["totals"]["tax"]);
    }
    const std::string csv = read_file(scene.path("out.csv"));
    std::size_t at = 0;
    CHECK(next_csv_row(csv, at).size() == 15);
    while (at < csv.size()) {
        const auto row = next_csv_row(csv, at);
        const Wide sign = row[1] == "credit-note" ? 1 : -1;
        csv_sums[row[6]].first += sign * minor_units(row[7]);
        csv_sums[row[6]].second += sign * minor_units(row[8]);
    }
    CHECK(json_sums == csv_sums);
    for (const auto& [currency, sum] : sums) {
        INFO(currency);
        CHECK(text(json_sums[currency].first) == text(sum.net));
        CHECK(text(json_sums[currency].second) == text(sum.tax));
    }
}

void check_the_end(Scene& scene, const std::vector<Claimant>& claimants) {
    const auto sums = sums_of(claimants);
    check_trial_balance(scene, sums);
    check_exports(scene, sums);
    scene.close();
    const verify::Report report = scene.verify();
    INFO(verify::in_words(report));
    CHECK(report.is_clean());
    CHECK(report.invoices == claimants.size());
    const std::string before = scene.projections();
    scene.rebuild();
    CHECK(scene.projections() == before);
    CHECK(scene.verify().head_hash == report.head_hash);
}

void claim_on(const std::vector<InvoiceDraft>& drafts, std::size_t invoices) {
    Dice dice(seed_of_this_run());
    Scene scene;
    auto claimants = record(scene, many_of(drafts, invoices, dice), dice);
    let_them_claim(scene, claimants, dice);
    check_the_end(scene, claimants);
}

}  // namespace

TEST_CASE(
    "law 7: claims on 1,000 real invoices, several each, random order, basis and worths, adjust with zero tolerance, "
    "and journal verify agrees") {
    const auto ubl = shared("samples/ubl/invoice");
    const auto retail = shared(retail_first);
    if (!ubl || !retail) return;
    const std::vector<InvoiceDraft> european = read_drafts(files_in(*ubl));
    const import::Mapping mapping = retail_mapping();
    const std::vector<InvoiceDraft> british = read_drafts({*retail}, &mapping);
    REQUIRE(european.size() == 130);
    std::vector<InvoiceDraft> mixed;  // one after the other, so that half of any number is of either kind
    for (std::size_t i = 0; i < british.size(); ++i) {
        mixed.push_back(european[i % european.size()]);
        mixed.push_back(british[i]);
    }
    claim_on(mixed, is_full_form() ? 5'000 : 1'000);
}

TEST_CASE(
    "law 7: claims on the demo invoices, several each, random order, basis and worths, adjust with zero tolerance, and "
    "journal verify agrees") {
    claim_on(read_drafts({demo_invoices()}), is_full_form() ? 1'000 : 100);
}
