#include "adapters/import/camt_sums.hpp"

#include <algorithm>

#include "adapters/import/camt_values.hpp"
#include "adapters/import/quoted.hpp"
#include "adapters/import/written_number.hpp"

namespace makegood::import {

namespace {

__extension__ using Wide = __int128;

std::string in_words(Wide minor, Currency currency) {
    constexpr Wide minor_max = 999'999'999'999'999'999;
    if (minor > minor_max || minor < -minor_max) return "more than 18 digits";
    return to_text(Money(static_cast<std::int64_t>(minor), currency)) + " " + std::string(currency.code());
}

Wide signed_minor(const CamtEntrySum& entry) {
    return entry.is_credit ? entry.amount.minor() : -entry.amount.minor();
}

/// The balance of that type, with its sign; nothing when there is none or a finding was added.
std::optional<Money> balance(const CamtElement& statement, std::string_view type, Findings& findings) {
    for (const CamtElement& candidate : statement.all("Bal")) {
        if (candidate.text({"Tp", "CdOrPrtry", "Cd"}) != type) continue;
        const auto amount = read_amount(candidate.at({"Amt"}), findings);
        const auto is_credit = read_is_credit(candidate.at({"CdtDbtInd"}), findings);
        if (!amount || !is_credit) return std::nullopt;
        return *is_credit ? *amount : -*amount;
    }
    return std::nullopt;
}

/// One part of a summary against the entries that it is about.
class SummaryPart {
  public:
    SummaryPart(const CamtElement& part, Findings& findings) : part_(part), findings_(findings) {}

    void add(const CamtEntrySum& entry) {
        ++count_;
        sum_minor_ += entry.amount.minor();
        net_minor_ += signed_minor(entry);
        if (!currency_) currency_ = entry.amount.currency();
        is_one_currency_ = is_one_currency_ && *currency_ == entry.amount.currency();
    }

    void check() {
        if (!part_) return;
        const CamtElement count = part_.at({"NbOfNtries"});
        if (count && count.text() != std::to_string(count_))
            findings_.push_back(
                {count.place(), quoted(count.text()), std::to_string(count_) + ", the number of entries"});
        if (!currency_ || !is_one_currency_) return;
        if (const CamtElement sum = part_.at({"Sum"})) compare(sum, true, sum_minor_, "the sum of the entries");
        const bool is_older = static_cast<bool>(part_.at({"TtlNetNtryAmt"}));  // up to version 03
        const CamtElement net = is_older ? part_.at({"TtlNetNtryAmt"}) : part_.at({"TtlNetNtry", "Amt"});
        if (!net) return;
        const CamtElement indicator = is_older ? part_.at({"CdtDbtInd"}) : part_.at({"TtlNetNtry", "CdtDbtInd"});
        if (const auto is_credit = read_is_credit(indicator, findings_))
            compare(net, *is_credit, net_minor_, "the credits less the debits");
    }

  private:
    void compare(const CamtElement& element, bool is_positive, Wide expected_minor, const char* what) {
        const auto said = read_money(element.text(), *currency_);
        if (!said) return findings_.push_back({element.place(), said.error().found, said.error().expected});
        const Wide said_minor = is_positive ? said->minor() : -said->minor();
        if (said_minor == expected_minor) return;
        findings_.push_back(
            {element.place(), in_words(said_minor, *currency_), in_words(expected_minor, *currency_) + ", " + what});
    }

    const CamtElement part_;
    Findings& findings_;
    std::uint64_t count_ = 0;
    Wide sum_minor_ = 0;
    Wide net_minor_ = 0;
    std::optional<Currency> currency_;
    bool is_one_currency_ = true;
};

}  // namespace

void check_balances(const CamtElement& statement, const std::vector<CamtEntrySum>& entries, Findings& findings) {
    const std::size_t findings_before = findings.size();
    auto opening = balance(statement, "OPBD", findings);
    if (!opening && findings.size() == findings_before) opening = balance(statement, "PRCD", findings);
    const auto closing = balance(statement, "CLBD", findings);
    if (findings.size() != findings_before) return;
    const std::string place = statement.place() + "/Bal";
    if (!opening || !closing)
        return findings.push_back({place, std::string(opening ? "no closing" : "no opening") + " booked balance",
                                   "OPBD or PRCD, and CLBD: whether the statement sums can't be told"});
    const Currency currency = opening->currency();
    const bool is_one_currency =
        closing->currency() == currency &&
        std::ranges::all_of(entries, [&](const CamtEntrySum& entry) { return entry.amount.currency() == currency; });
    if (!is_one_currency)
        return findings.push_back({place, "balances and entries in several currencies",
                                   "one currency, " + std::string(currency.code()) + " as in the opening balance"});
    Wide booked_minor = 0;
    for (const CamtEntrySum& entry : entries)
        if (entry.is_booked) booked_minor += signed_minor(entry);
    if (opening->minor() + booked_minor == closing->minor()) return;
    findings.push_back({place, "a closing balance of " + in_words(closing->minor(), currency),
                        in_words(opening->minor() + booked_minor, currency) + ": the opening balance of " +
                            in_words(opening->minor(), currency) + " and booked entries of " +
                            in_words(booked_minor, currency)});
}

void check_summary(const CamtElement& statement, const std::vector<CamtEntrySum>& entries, Findings& findings) {
    const CamtElement summary = statement.at({"TxsSummry"});
    if (!summary) return;
    SummaryPart all(summary.at({"TtlNtries"}), findings);
    SummaryPart credits(summary.at({"TtlCdtNtries"}), findings);
    SummaryPart debits(summary.at({"TtlDbtNtries"}), findings);
    for (const CamtEntrySum& entry : entries) {
        all.add(entry);
        (entry.is_credit ? credits : debits).add(entry);
    }
    for (SummaryPart* part : {&all, &credits, &debits}) part->check();
}

}  // namespace makegood::import
