#include "engine/invoice/invoice.hpp"

#include <map>
#include <set>
#include <string_view>

namespace makegood {

namespace {

std::string quoted(const Money& money) {
    return "\"" + to_text(money) + "\"";
}

const Decimal rate_max(1000, 0);  // per cent; above it, it is no rate of tax but a slip

/// Collects what is wrong with one draft.
class Examiner {
  public:
    explicit Examiner(const InvoiceDraft& draft) : draft_(draft) {}

    Findings examine() {
        if (!can_be_added_up()) {
            find("/totals", "amounts too large to be added up",
                 "amounts that together stay below 9 * 10^18 minor units");
            return std::move(findings_);
        }
        check_lines();
        check_document_amounts("/allowances", draft_.allowances);
        check_document_amounts("/charges", draft_.charges);
        check_tax();
        check_totals();
        check_what_came_before();
        check_accounting_tax();
        return std::move(findings_);
    }

  private:
    Money zero() const { return Money::zero(draft_.currency); }

    void find(std::string pointer, std::string found, std::string expected) {
        findings_.push_back({std::move(pointer), std::move(found), std::move(expected)});
    }

    void check_sum(std::string pointer, const Money& stated, const Money& summed, std::string_view of_what) {
        if (stated != summed) find(std::move(pointer), quoted(stated), quoted(summed) + ", " + std::string(of_what));
    }

    /// Σ of all magnitudes fits int64, so no sum that is made below can leave it.
    bool can_be_added_up() const {
        std::int64_t sum = 0;
        bool fits = true;
        const auto add = [&](const Money& amount) {
            fits = fits && !__builtin_add_overflow(sum, abs(amount).minor(), &sum);
        };
        const auto add_totals = [&](const Totals& totals) {
            for (const Money& amount : {totals.net, totals.tax, totals.gross}) add(amount);
        };
        for (const InvoiceLine& line : draft_.lines) add(line.net);
        for (const auto* amounts : {&draft_.allowances, &draft_.charges})
            for (const DocumentAmount& amount : *amounts) add(amount.amount);
        for (const TaxSubtotal& row : draft_.tax) {
            add(row.base);
            add(row.amount);
        }
        add_totals(draft_.totals);
        for (const Prepayment& prepayment : draft_.prepaid) add(prepayment.amount);
        for (const CreditElsewhere& credit : draft_.credited) add_totals(credit.totals);
        for (const auto& amount : {draft_.rounding, draft_.paid})
            if (amount) add(*amount);
        return fits;
    }

    void check_not_negative(std::string pointer, const Money& amount) {
        if (amount.is_negative()) find(std::move(pointer), quoted(amount), "an amount of zero or more");
    }

    void check_key(const std::string& pointer, const TaxKey& key, std::string_view prefix = {}) {
        const std::string field = pointer + "/" + std::string(prefix);
        if (key.category.empty()) find(field + "category", "an empty tax category", "a category code, as in \"S\"");
        if (key.rate && (key.rate->is_negative() || *key.rate > rate_max))
            find(field + "rate", "the rate " + to_text(*key.rate), "a percentage from 0 to 1000");
    }

    void check_lines() {
        if (draft_.lines.empty()) find("/lines", "no lines", "1 to 10000 lines");
        if (draft_.lines.size() > lines_max)
            find("/lines", std::to_string(draft_.lines.size()) + " lines", "1 to 10000 lines");
        std::set<LineId> seen;
        for (std::size_t i = 0; i < draft_.lines.size(); ++i) {
            const InvoiceLine& line = draft_.lines[i];
            const std::string pointer = "/lines/" + std::to_string(i);
            if (line.id.text().empty() || line.id.text().starts_with("charge:"))
                find(pointer + "/id", "\"" + line.id.text() + "\"",
                     "a name that does not begin with \"charge:\", which names the document charges");
            if (!seen.insert(line.id).second)
                find(pointer + "/id", "\"" + line.id.text() + "\" a second time", "an id of its own for every line");
            check_key(pointer, line.tax, "tax_");
            base(line.tax) += line.net;
            net_ += line.net;
        }
    }

    void check_document_amounts(const std::string& field, const std::vector<DocumentAmount>& amounts) {
        const bool adds = field == "/charges";
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            const std::string pointer = field + "/" + std::to_string(i);
            check_not_negative(pointer + "/amount", amounts[i].amount);
            check_key(pointer, amounts[i].tax);
            const Money signed_amount = adds ? amounts[i].amount : -amounts[i].amount;
            base(amounts[i].tax) += signed_amount;
            net_ += signed_amount;
        }
    }

    void check_tax() {
        std::set<TaxKey> seen;
        for (std::size_t i = 0; i < draft_.tax.size(); ++i) {
            const TaxSubtotal& row = draft_.tax[i];
            const std::string pointer = "/tax/" + std::to_string(i);
            check_key(pointer, row.key);
            if (!seen.insert(row.key).second)
                find(pointer, in_words(row.key) + " a second time", "one row for each category and rate");
            else
                check_sum(pointer + "/base", row.base, base(row.key),
                          "the sum of lines and charges less allowances of " + in_words(row.key));
            if ((row.base.is_negative() && row.amount.is_positive()) ||
                (!row.base.is_negative() && row.amount.is_negative()))
                find(pointer + "/amount", quoted(row.amount) + " on a base of " + quoted(row.base),
                     "a tax amount with the sign of its base");
            tax_ += row.amount;
        }
        for (const auto& [key, sum] : bases_)
            if (!seen.contains(key) && !sum.is_zero())
                find("/tax", "no row for " + in_words(key), "a row whose base is " + quoted(sum));
    }

    void check_totals() {
        check_sum("/totals/net", draft_.totals.net, net_, "the sum of lines and charges less allowances");
        check_sum("/totals/tax", draft_.totals.tax, tax_, "the sum of the tax amounts");
        check_sum("/totals/gross", draft_.totals.gross, draft_.totals.net + draft_.totals.tax, "net and tax together");
        if (draft_.rounding && abs(*draft_.rounding) > abs(draft_.totals.gross))
            find("/rounding", quoted(*draft_.rounding), "a rounding amount not larger than the invoice");
    }

    void check_what_came_before() {
        for (std::size_t i = 0; i < draft_.prepaid.size(); ++i)
            check_not_negative("/prepaid/" + std::to_string(i) + "/amount", draft_.prepaid[i].amount);
        if (draft_.paid) check_not_negative("/paid", *draft_.paid);
        std::set<std::string> seen;
        for (std::size_t i = 0; i < draft_.credited.size(); ++i) {
            const CreditElsewhere& credit = draft_.credited[i];
            const std::string pointer = "/credited/" + std::to_string(i);
            if (!seen.insert(credit.number).second)
                find(pointer + "/number", "\"" + credit.number + "\" a second time", "each credit document once");
            for (Finding& finding : makegood::examine(credit, pointer)) findings_.push_back(std::move(finding));
        }
    }

    void check_accounting_tax() {
        if (!draft_.accounting_tax) return;
        const Money& amount = draft_.accounting_tax->amount;
        if (amount.currency() == draft_.currency)
            find("/accounting_tax/currency", "\"" + std::string(amount.currency().code()) + "\"",
                 "another currency than the invoice's: it is the tax once more");
        const bool is_alike = amount.is_negative() == draft_.totals.tax.is_negative() || amount.is_zero();
        if (!is_alike || (draft_.totals.tax.is_zero() && !amount.is_zero()))
            find("/accounting_tax/amount", quoted(amount),
                 "an amount that is to " + quoted(draft_.totals.tax) +
                     ", the invoice's tax, as one currency to another");
    }

    Money& base(const TaxKey& key) { return bases_.try_emplace(key, zero()).first->second; }

    const InvoiceDraft& draft_;
    Findings findings_;
    std::map<TaxKey, Money> bases_;
    Money net_ = zero();
    Money tax_ = zero();
};

}  // namespace

std::strong_ordering operator<=>(const TaxKey& a, const TaxKey& b) {
    if (const auto by_category = a.category <=> b.category; by_category != 0) return by_category;
    return a.rate_or_zero() <=> b.rate_or_zero();
}

std::string_view to_text(ElsewhereKind kind) {
    switch (kind) {
        case ElsewhereKind::credit_note: return "credit-note";
        case ElsewhereKind::discount: return "discount";
        case ElsewhereKind::write_off: return "write-off";
    }
    break_invariant("a credit given elsewhere is of one of the kinds", std::source_location::current());
}

std::string in_words(const TaxKey& key) {
    return key.category + " at " + to_shortest_text(key.rate_or_zero()) + " %";
}

Findings examine(const CreditElsewhere& credit, const std::string& pointer) {
    Findings findings;
    const auto not_negative = [&](const std::string& field, const Money& amount) {
        if (amount.is_negative()) findings.push_back({pointer + field, quoted(amount), "an amount of zero or more"});
    };
    const auto sums_to = [&](const std::string& field, const Money& stated, const Money& summed, const char* of_what) {
        if (stated != summed) findings.push_back({pointer + field, quoted(stated), quoted(summed) + ", " + of_what});
    };
    not_negative("/net", credit.totals.net);
    not_negative("/tax", credit.totals.tax);
    sums_to("/gross", credit.totals.gross, credit.totals.net + credit.totals.tax, "net and tax together");
    if (credit.tax.empty()) return findings;
    Money base = Money::zero(credit.totals.net.currency());
    Money amount = base;
    for (const TaxSubtotal& row : credit.tax) {
        not_negative("/net", row.base);
        not_negative("/tax", row.amount);
        base += row.base;
        amount += row.amount;
    }
    sums_to("/net", credit.totals.net, base, "the sum of the bases by category and rate");
    sums_to("/tax", credit.totals.tax, amount, "the sum of the tax by category and rate");
    return findings;
}

Result<Invoice, Findings> Invoice::check(InvoiceDraft draft) {
    if (Findings findings = Examiner(draft).examine(); !findings.empty()) return Failure{std::move(findings)};
    return Invoice(std::move(draft));
}

Money Invoice::payable() const {
    return draft_.rounding ? draft_.totals.gross + *draft_.rounding : draft_.totals.gross;
}

Money Invoice::paid_before() const {
    Money paid = draft_.paid.value_or(Money::zero(draft_.currency));
    for (const Prepayment& prepayment : draft_.prepaid) paid += prepayment.amount;
    return paid;
}

LineId charge_line_id(std::size_t n) {
    return LineId("charge:" + std::to_string(n));
}

}  // namespace makegood
