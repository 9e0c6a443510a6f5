#include "adapters/ubl/content.hpp"

#include <algorithm>

#include "adapters/codec/xml_writer.hpp"
#include "adapters/ubl/code_lists.hpp"

namespace makegood::ubl {

using codec::is_blank;
using codec::is_writable;

namespace {

std::string at(std::string_view array, std::size_t index, std::string_view field) {
    return "/invoice/" + std::string(array) + "/" + std::to_string(index) + "/" + std::string(field);
}

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

/// What the invoice says under one line id: a line, or the document charge that is one for us.
struct BilledRow {
    const InvoiceLine* line = nullptr;
    const DocumentAmount* charge = nullptr;
    std::size_t index = 0;

    [[nodiscard]] std::string id() const {
        return line != nullptr ? line->id.text() : charge_line_id(index + 1).text();
    }
    [[nodiscard]] const TaxKey& tax() const { return line != nullptr ? line->tax : charge->tax; }
    [[nodiscard]] std::string place(std::string_view field) const {
        return at(line != nullptr ? "lines" : "charges", index, field);
    }
    [[nodiscard]] std::string tax_place(std::string_view field) const {
        return line != nullptr ? place("tax_" + std::string(field)) : place(field);
    }
};

/// Finds lines by id. An adjustment has them in the order of the invoice, so the search goes on where it was.
class BilledRows {
  public:
    explicit BilledRows(const InvoiceDraft& of) : of_(of) {}

    BilledRow find(const LineId& id) {
        constexpr std::string_view charge_prefix = "charge:";
        if (id.text().starts_with(charge_prefix))
            for (std::size_t i = 0; i < of_.charges.size(); ++i)
                if (charge_line_id(i + 1) == id) return {nullptr, &of_.charges[i], i};
        for (std::size_t i = 0; i < of_.lines.size(); ++i, ++next_) {
            if (next_ >= of_.lines.size()) next_ = 0;
            if (of_.lines[next_].id == id) return {&of_.lines[next_], nullptr, next_};
        }
        invariant(false, "an adjusted line is on its invoice");
        return {};
    }

    [[nodiscard]] BilledRow first_of(const TaxKey& key) const {
        for (std::size_t i = 0; i < of_.lines.size(); ++i)
            if (of_.lines[i].tax == key) return {&of_.lines[i], nullptr, i};
        for (std::size_t i = 0; i < of_.charges.size(); ++i)
            if (of_.charges[i].tax == key) return {nullptr, &of_.charges[i], i};
        invariant(false, "tax is adjusted where something was billed");
        return {};
    }

  private:
    const InvoiceDraft& of_;
    std::size_t next_ = 0;
};

class Builder {
  public:
    Builder(const Adjustment& adjustment, const InvoiceDraft& of, Findings& findings)
        : adjustment_(adjustment), of_(of), findings_(findings), rows_(of) {}

    Content build() {
        examine_document();
        for (const AdjustedLine& line : adjustment_.lines) add_line(rows_.find(line.line), line.net());
        for (std::size_t i = 0; i < adjustment_.tax.size(); ++i) add_tax(adjustment_.tax[i], i);
        tie_out();
        return_rounding();
        keep_outside_tax_alone();
        return std::move(content_);
    }

  private:
    void find(std::string pointer, std::string found, std::string expected) {
        findings_.push_back({std::move(pointer), std::move(found), std::move(expected)});
    }

    void examine_name(std::string pointer, std::string_view name) {
        if (is_blank(name))
            find(std::move(pointer), "nothing", "a text");
        else if (!is_writable(name))
            find(std::move(pointer), "characters that XML cannot hold", "a text without them");
    }

    void examine_document() {
        if (of_.currency.digits() > 2)
            find("/invoice/currency",
                 std::string(of_.currency.code()) + ", which has " + std::to_string(of_.currency.digits()) + " digits",
                 "a currency of at most 2 digits, EN 16931 has no more");
        examine_name("/adjustment/number", adjustment_.number.text());
        examine_name("/invoice/number", of_.number.text());
    }

    void add_line(const BilledRow& row, const Money& net) {
        ContentLine line{row.id(), {},
                         {},       &row.tax(),
                         net,      row.line != nullptr && net.is_positive() ? as_billed(*row.line, net) : one_of(net)};
        examine_name(row.place("id"), line.id);
        if (row.line != nullptr) {
            line.name = is_blank(row.line->description) ? row.line->service.text() : row.line->description;
            if (!is_blank(row.line->service.text())) line.service = row.line->service.text();
        } else {
            line.name = row.charge->reason;
        }
        if (is_blank(line.name))
            find(row.place(row.line != nullptr ? "description" : "reason"), "nothing", "what was billed");
        content_.lines.push_back(std::move(line));
    }

    void add_tax(const TaxSubtotal& moved, std::size_t index) {
        const bool has_line = std::any_of(content_.lines.begin(), content_.lines.end(),
                                          [&](const ContentLine& line) { return *line.tax == moved.key; });
        const BilledRow row = rows_.first_of(moved.key);
        if (!has_line) add_line(row, Money::zero(of_.currency));
        const TaxCategory* category = find_tax_category(moved.key.category);
        if (category == nullptr) {
            find(row.tax_place("category"), quoted(moved.key.category), "one of S, Z, E, AE, K, G, O, L and M");
            return;
        }
        ContentTax tax{
            category, moved.key.rate_or_zero(), moved.base, moved.amount, {}, std::string(category->exemption_code)};
        if (!fits(*category, tax.rate))
            find(row.tax_place("rate"), quoted(to_text(tax.rate)) + " in category " + moved.key.category,
                 std::string(accepted_rate(category->rate)));
        examine_amount(tax, "/adjustment/tax/" + std::to_string(index) + "/amount");
        if (category->needs_reason) explain(tax, row);
        content_.tax.push_back(std::move(tax));
    }

    void examine_amount(const ContentTax& tax, std::string pointer) {
        if (!tax.category->is_taxed()) {
            if (!tax.amount.is_zero())
                find(std::move(pointer),
                     quoted(to_text(tax.amount)) + " in category " + std::string(tax.category->code),
                     "no tax in this category");
        } else if (of_.currency.digits() <= 2 && !is_near(tax.rate, tax.base, tax.amount)) {
            find(std::move(pointer),
                 quoted(to_text(tax.amount)) + " on " + to_text(tax.base) + " at " + to_shortest_text(tax.rate) + " %",
                 "a tax less than one " + std::string(of_.currency.code()) +
                     " from rate times base (EN 16931 BR-CO-17)");
        }
    }

    /// The invoice's own words and code, where it has some.
    void explain(ContentTax& tax, const BilledRow& row) {
        tax.reason = tax.category->reason;
        for (const InvoiceLine& line : of_.lines) {
            if (line.tax != row.tax() || !line.exemption_reason || is_blank(*line.exemption_reason)) continue;
            if (!is_exemption_code(*line.exemption_reason))
                tax.reason = *line.exemption_reason;
            else if (tax.exemption_code.empty())
                tax.exemption_code = *line.exemption_reason;
            break;
        }
        if (tax.reason.empty() && tax.exemption_code.empty())
            find(row.place("exemption_reason"), "nothing", "why it is exempt from tax (EN 16931 BR-E-10)");
    }

    void tie_out() const {
        const Totals& totals = adjustment_.totals;
        Money tax = Money::zero(of_.currency);
        for (const TaxSubtotal& moved : adjustment_.tax) tax += moved.amount;
        invariant(content_.net_of_lines(of_.currency) == totals.net, "the lines of an adjustment sum to its net");
        invariant(tax == totals.tax, "the tax of an adjustment sums to its tax");
        invariant(totals.net + totals.tax + adjustment_.rounding == totals.gross,
                  "net, tax and rounding are its gross");
    }

    /// EN 16931 totals know no rounding but BT-114, which our documents don't have.
    void return_rounding() {
        if (adjustment_.rounding.is_zero()) return;
        const bool outside = std::any_of(content_.tax.begin(), content_.tax.end(),
                                         [](const ContentTax& tax) { return tax.category->is_outside_tax(); });
        const TaxCategory* category = find_tax_category(outside ? outside_tax : exempt);
        content_.rounding = {adjustment_.rounding.is_positive(), abs(adjustment_.rounding), category->code};
        for (ContentTax& tax : content_.tax) {
            if (tax.category != category) continue;
            tax.base += adjustment_.rounding;
            return;
        }
        content_.tax.push_back({category,
                                Decimal(),
                                adjustment_.rounding,
                                Money::zero(of_.currency),
                                "Rounding of the invoice's total, which carries no tax",
                                {}});
    }

    /// BR-O-11 to BR-O-14.
    void keep_outside_tax_alone() {
        content_.is_outside_tax = std::any_of(content_.tax.begin(), content_.tax.end(),
                                              [](const ContentTax& tax) { return tax.category->is_outside_tax(); });
        if (content_.is_outside_tax && content_.tax.size() > 1)
            find("/adjustment/tax", "category O beside others", "a document of category O alone, or without it");
    }

    const Adjustment& adjustment_;
    const InvoiceDraft& of_;
    Findings& findings_;
    BilledRows rows_;
    Content content_{};
};

}  // namespace

Money Content::net_of_lines(Currency currency) const {
    Money net = Money::zero(currency);
    for (const ContentLine& line : lines) net += line.net;
    return net;
}

Content content_of(const Adjustment& adjustment, const InvoiceDraft& of, Findings& findings) {
    return Builder(adjustment, of, findings).build();
}

}  // namespace makegood::ubl
