#include "adapters/pdf/credit_note.hpp"

#include <algorithm>
#include <memory>

#include "adapters/pdf/closing.hpp"
#include "adapters/pdf/figures.hpp"
#include "adapters/pdf/wording.hpp"

namespace makegood::pdf {

namespace {

/// An adjusted line beside what was billed.
struct BilledRow {
    const AdjustedLine* line;
    Money billed;
    std::string_view words;
};

std::string_view words_on(const InvoiceDraft& invoice, std::size_t billed) {
    const std::size_t lines = invoice.lines.size();
    const std::string& words =
        billed < lines ? invoice.lines[billed].description : invoice.charges[billed - lines].reason;
    return words.empty() && billed < lines ? std::string_view(invoice.lines[billed].service.text()) : words;
}

/// The rows in the adjustment's order, which is the invoice's: so the search for one goes on where the last one was.
Result<std::vector<BilledRow>, std::string> rows_of(const Letter& letter) {
    const auto& billed = letter.billing.lines;
    std::vector<BilledRow> rows;
    rows.reserve(letter.adjustment.lines.size());
    std::size_t at = 0;
    for (const AdjustedLine& line : letter.adjustment.lines) {
        std::size_t left = billed.size();
        for (; left > 0; --left, ++at) {
            if (at >= billed.size()) at = 0;
            if (billed[at].id == line.line) break;
        }
        if (left == 0)
            return Failure{"line " + line.line.text() + " of " + letter.adjustment.number.text() +
                           " is not on invoice " + letter.invoice.number.text()};
        rows.push_back({&line, billed[at].billed, words_on(letter.invoice, at)});
    }
    return rows;
}

/// "" or what of the figures contradicts the rest, to the cent.
std::string contradiction(const Letter& letter) {
    const Adjustment& of = letter.adjustment;
    const Currency currency = letter.invoice.currency;
    const auto differs = [&](const char* what, const Money& is, const Money& must) {
        return is == must ? ""
                          : of.number.text() + ": " + what + " is " + to_text(is) +
                                ", and what is said of it sums to " + to_text(must);
    };
    Money net = Money::zero(currency);
    Money tax = Money::zero(currency);
    for (const AdjustedLine& line : of.lines) net += line.net();
    for (const TaxSubtotal& row : of.tax) tax += row.amount;
    Money settled = Money::zero(currency);
    for (const SettlementPart& part : of.settlement) settled += part.amount;
    const bool is_credit = of.type == DocumentType::credit_note;
    const auto moved = [&](const Money& before, const Money& after) {
        return is_credit ? before - after : after - before;
    };
    for (std::string found : {differs("net", of.totals.net, net), differs("tax", of.totals.tax, tax),
                              differs("gross", of.totals.gross, net + tax + of.rounding),
                              of.settlement.empty() ? "" : differs("the total", of.totals.gross, settled),
                              differs("net", of.totals.net, moved(letter.before.net, letter.after.net)),
                              differs("tax", of.totals.tax, moved(letter.before.tax, letter.after.tax)),
                              differs("gross", of.totals.gross, moved(letter.before.gross, letter.after.gross))})
        if (!found.empty()) return found;
    return "";
}

std::string title_of(const Adjustment& adjustment) {
    return std::string(words_of(adjustment.type).title) + " " + adjustment.number.text();
}

Envelope envelope_of(const Letter& letter) {
    const Adjustment& of = letter.adjustment;
    const Customer& customer = letter.invoice.customer;
    Envelope envelope{letter.seller, letter.letterhead, customer, title_of(of), {}};
    auto& all = envelope.particulars;
    all.push_back({"Date of issue", in_words(of.issued_on)});
    if (letter.reverses) all.push_back({"Takes back", letter.reverses->text()});
    if (of.replaces) all.push_back({"Replaces", of.replaces->text()});
    all.push_back({"Invoice", of.invoice.text()});
    all.push_back({"Invoice date", in_words(of.invoice_issued_on)});
    if (letter.stated_on) all.push_back({"Your statement", in_words(*letter.stated_on)});
    all.push_back({"Guarantee", "version " + of.guarantee.text()});
    all.push_back({"Customer no.", customer.id.text()});
    if (letter.invoice.buyer_reference) all.push_back({"Your reference", *letter.invoice.buyer_reference});
    if (customer.vat_id) all.push_back({"Your VAT id", *customer.vat_id});
    return envelope;
}

std::string opening(const Letter& letter) {
    const Adjustment& of = letter.adjustment;
    const std::string on = letter.stated_on ? " on " + in_words(*letter.stated_on) : "";
    if (letter.reverses)
        return "This document takes back " + letter.reverses->text() +
               ", line by line and to the cent. By itself it asks for nothing: " +
               (of.type == DocumentType::credit_note
                    ? "what was added is added no more."
                    : "what you told us our work was worth holds, and the document that replaces it says so.");
    if (of.type == DocumentType::credit_note)
        return "You told us" + on + " what our work was worth to you. That is what it costs.";
    return "You told us" + on +
           " that our work was worth more to you than it stands at, and confirmed the amounts below. Thank you.";
}

/// Puts the letter together, from top to bottom.
class Composer {
  public:
    Composer(const Letter& letter, std::vector<BilledRow> rows, const Sheet& sheet)
        : letter_(letter), of_(letter.adjustment), words_(words_of(of_.type)), sheet_(sheet) {
        auto kept = std::make_shared<std::vector<BilledRow>>(std::move(rows));
        rows_ = kept;
        was_moved_before_ = std::any_of(kept->begin(), kept->end(),
                                        [](const BilledRow& row) { return row.line->before != row.billed; });
        columns_ = {"Billed", "Worth now", words_.difference};
        if (was_moved_before_) columns_.insert(columns_.begin() + 1, "Worth before");
        grid_ = std::make_shared<Grid>(grid_for(sheet, widest()));
    }

    Flow compose() {
        add_paragraph(flow_, sheet_, opening(letter_), {10, false, dark, 1.5}, true);
        flow_.space(mm(5), true);
        add_lines();
        add_totals();
        if (of_.type == DocumentType::credit_note)
            add_settlement();
        else if (!letter_.reverses)
            add_payment();
        add_before_and_after();
        add_closing(flow_, sheet_, letter_.letterhead);
        return std::move(flow_);
    }

  private:
    struct Rule {
        Colour colour;
        double thickness;
    };

    [[nodiscard]] Widest widest() const {
        Widest widest{"", amount(of_.totals.gross), columns_};
        const auto take = [](std::string& longest, std::string text) {
            if (text.size() > longest.size()) longest = std::move(text);
        };
        for (const BilledRow& row : *rows_) {
            take(widest.id, row.line->line.text());
            for (const Money& money : {row.billed, row.line->before, row.line->after})
                take(widest.amount, amount(money));
        }
        for (const Totals& totals : {letter_.before, letter_.after}) take(widest.amount, amount(totals.gross));
        return widest;
    }

    /// A row of the grid with a rule above it.
    Strip strip(Row row, Rule rule) { return strip(std::move(row), *grid_, rule); }

    Strip strip(Row row, const Grid& grid, Rule rule) {
        const double height = row_height(sheet_, grid, row);
        return {height, [row = std::move(row), rule, grid](Sheet& on, double top) {
                    if (rule.thickness > 0) on.fill(margin_left, top, content_width, rule.thickness, rule.colour);
                    draw_row(on, grid, row, top);
                }};
    }

    void add(Strip made, bool with_next) {
        made.with_next = with_next;
        made.table = table_;
        flow_.add(std::move(made));
    }

    /// A row of words and one amount at most, below a hairline.
    void add_plain(Row row, bool with_next) {
        add(strip(std::move(row), grid_->without_ids(1), {hairline, 0.5}), with_next);
    }

    void add_heading(const std::string& text) {
        flow_.space(mm(6), true);
        auto laid = std::make_shared<Text>(sheet_.lay(text, {10.5, true, letter_.letterhead.accent}, content_width));
        const double height = laid->height() + mm(1);
        flow_.add({height,
                   [laid = std::move(laid)](Sheet& on, double top) {
                       const Element element(on, Role::heading);
                       on.put(*laid, margin_left, top + laid->ascent());
                   },
                   TableId::none, true});
        table_ = flow_.table();
    }

    /// "Line  Description  Billed  Worth now  Credited", and the currency once.
    Strip lines_head() {
        const Colour accent = letter_.letterhead.accent;
        Row head{"Line", "Description, amounts in " + std::string(letter_.invoice.currency.code()), columns_};
        head.style = {9.5, true, accent};
        head.is_head = true;
        return strip(std::move(head), {accent, 1.2});
    }

    void add_lines() {
        table_ = flow_.table(lines_head());
        for (std::size_t i = 0; i < rows_->size(); ++i) {
            const double height = row_height(sheet_, *grid_, line_row((*rows_)[i], was_moved_before_));
            Strip made{height, [rows = rows_, i, grid = grid_, moved = was_moved_before_](Sheet& on, double top) {
                           on.fill(margin_left, top, content_width, 0.5, hairline);
                           draw_row(on, *grid, line_row((*rows)[i], moved), top);
                       }};
            add(std::move(made), i + 1 == rows_->size());
        }
    }

    static Row line_row(const BilledRow& row, bool was_moved_before) {
        std::vector<std::string> amounts = {amount(row.billed)};
        if (was_moved_before) amounts.push_back(amount(row.line->before));
        amounts.push_back(amount(row.line->after));
        amounts.push_back(amount(row.line->net()));
        return {row.line->line.text(), std::string(row.words), std::move(amounts)};
    }

    void add_totals() {
        const Rule thin{hairline, 0.5};
        const Colour accent = letter_.letterhead.accent;
        add(strip({"", "Net", {amount(of_.totals.net)}}, {accent, 0.8}), true);
        for (const TaxSubtotal& row : of_.tax)
            add(strip({"", tax_in_words(row, letter_.invoice), {amount(row.amount)}}, thin), true);
        if (!of_.rounding.is_zero())
            add(strip({"", "Rounding of the invoice, returned", {amount(of_.rounding)}}, thin), true);
        const bool is_taken_back = letter_.reverses && of_.type == DocumentType::supplementary_invoice;
        Row total{"",
                  is_taken_back ? "Total taken back" : words_.total,
                  {amount_with_currency(of_.totals.gross)},
                  {9.5, true, accent},
                  5,
                  5};
        const double height = row_height(sheet_, *grid_, total);
        add({height,
             [total, height, accent, grid = grid_](Sheet& on, double top) {
                 constexpr double bleed = 4;
                 on.fill(margin_left - bleed, top, content_width + 2 * bleed, height, tint(accent, 9));
                 draw_row(on, *grid, total, top);
             }},
            false);
    }

    void add_settlement() {
        if (of_.settlement.empty() && !letter_.open_after) return;
        add_heading("How it is settled");
        for (std::size_t i = 0; i < of_.settlement.size(); ++i) {
            const SettlementPart& part = of_.settlement[i];
            const bool goes_on = i + 1 < of_.settlement.size() || letter_.open_after;
            add_plain({"", in_words(part.kind, of_.invoice), {amount_with_currency(part.amount)}}, goes_on);
        }
        add_open("Left to pay on invoice " + of_.invoice.text());
    }

    void add_payment() {
        add_heading("How to pay");
        const auto& means = letter_.seller.payment_means;
        if (letter_.seller.payment_terms) add_plain({"", *letter_.seller.payment_terms, {}}, true);
        if (means && means->account) {
            std::string account = "Account " + *means->account;
            if (means->account_name) account += ", " + *means->account_name;
            if (means->bic) account += ", BIC " + *means->bic;
            add_plain({"", account, {}}, true);
        }
        add_plain({"", "Please quote " + of_.number.text() + ".", {}}, letter_.open_after.has_value());
        add_open("Open on invoice " + of_.invoice.text() + ", this document included");
    }

    void add_open(const std::string& words) {
        if (!letter_.open_after) return;
        const Money& open = *letter_.open_after;
        const std::string said = open.is_negative() ? "In your favour on invoice " + of_.invoice.text() : words;
        add_plain({"", said, {amount_with_currency(abs(open))}, {9.5, true, dark}}, false);
    }

    void add_before_and_after() {
        const auto rounding = [](const Totals& of) { return of.gross - of.net - of.tax; };
        const bool has_rounding = !rounding(letter_.before).is_zero() || !rounding(letter_.after).is_zero();
        const auto row = [&](const char* name, const Totals& of, Style style) {
            std::vector<std::string> amounts = {amount(of.net), amount(of.tax), amount(of.gross)};
            if (has_rounding) amounts.insert(amounts.end() - 1, amount(rounding(of)));
            return Row{"", name, std::move(amounts), style};
        };
        std::vector<std::string> heads = {"Net", "Tax", "Gross"};
        if (has_rounding) heads.insert(heads.end() - 1, "Rounding");
        Row head{"", "Invoice " + of_.invoice.text() + " before and after", heads};
        head.style = {9.5, true, letter_.letterhead.accent};
        head.is_head = true;
        flow_.space(mm(6), true);
        table_ = flow_.table();
        const Grid grid = grid_->without_ids(heads.size());
        add(strip(head, grid, {hairline, 0}), true);
        add(strip(row("Before", letter_.before, {}), grid, {hairline, 0.5}), true);
        add(strip(row("After", letter_.after, {9.5, true, dark}), grid, {hairline, 0.5}), false);
    }

    const Letter& letter_;
    const Adjustment& of_;
    const DocumentWords& words_;
    const Sheet& sheet_;
    std::shared_ptr<const std::vector<BilledRow>> rows_;
    bool was_moved_before_ = false;
    std::vector<std::string> columns_;
    std::shared_ptr<const Grid> grid_;
    TableId table_ = TableId::none;  // that strips are added to
    Flow flow_;
};

}  // namespace

Result<std::string, std::string> render(const Letter& letter) {
    if (std::string found = contradiction(letter); !found.empty()) return Failure{std::move(found)};
    auto rows = rows_of(letter);
    if (!rows) return Failure{rows.error()};
    const Typefaces& typefaces = installed_typefaces();
    if (typefaces.is_empty()) return Failure{std::string(no_font)};

    std::string pdf;
    const Envelope envelope = envelope_of(letter);
    Sheet sheet(pdf, typefaces, han_forms_of(letter.invoice.customer),
                {envelope.title, letter.seller.name, letter.adjustment.issued_on});
    const Stationery stationery(sheet, envelope);
    const Flow flow = Composer(letter, *std::move(rows), sheet).compose();
    stationery.draw(sheet, flow);
    if (std::string found = sheet.finish(); !found.empty()) return Failure{std::move(found)};
    return pdf;
}

std::vector<std::string> fonts_missing() {
    return installed_typefaces().missing();
}

}  // namespace makegood::pdf
