#include "adapters/pdf/make_good.hpp"

#include <memory>

#include "adapters/pdf/closing.hpp"
#include "adapters/pdf/plain_text.hpp"
#include "adapters/pdf/stationery.hpp"
#include "adapters/pdf/wording.hpp"

namespace makegood::pdf {

namespace {

Envelope envelope_of(const MakeGoodLetter& letter) {
    return {letter.seller,
            letter.letterhead,
            letter.customer,
            "Letter of make-good " + letter.number,
            {{"Date", in_words(letter.issued_on)},
             {"Invoice", letter.invoice.text()},
             {"Customer no.", letter.customer.id.text()}}};
}

/// The gift, on a ground of the company's colour.
void add_gift(Flow& flow, const Sheet& sheet, const Money& amount, const std::optional<TaxSubtotal>& tax,
              const Colour& accent) {
    constexpr double inset = mm(4);
    auto words = std::make_shared<Text>(sheet.lay("Our gift to you", {10.5, true, accent}));
    auto figures = std::make_shared<Text>(sheet.lay(amount_with_currency(amount), {15, true, accent}));
    const double height = figures->height() + 2 * inset;
    flow.space(mm(6), true);
    flow.add({height, [=](Sheet& on, double top) {
                  on.fill(margin_left, top, content_width, height, tint(accent, 9));
                  const Element element(on, Role::paragraph);
                  const double base = top + inset + figures->ascent();
                  on.put(*words, margin_left + inset, base);
                  on.put_right(*figures, margin_right - inset, base);
              }});
    flow.space(mm(2));
    const std::string taxed =
        tax ? "it includes " + amount_with_currency(tax->amount) + " of tax (" + makegood::in_words(tax->key) + ")"
            : "it has no tax";
    add_paragraph(flow, sheet, "It is given beyond the price: " + taxed + " and changes no invoice.",
                  {8.5, false, muted});
}

}  // namespace

Result<std::string, std::string> render_make_good(const MakeGoodLetter& letter) {
    const Typefaces& typefaces = installed_typefaces();
    if (typefaces.is_empty()) return Failure{std::string(no_font)};
    std::string pdf;
    const Envelope envelope = envelope_of(letter);
    Sheet sheet(pdf, typefaces, han_forms_of(letter.customer), {envelope.title, letter.seller.name, letter.issued_on});
    const Stationery stationery(sheet, envelope);
    Flow flow;
    for (const std::string& paragraph : paragraphs(letter.text)) {
        add_paragraph(flow, sheet, paragraph, {10, false, dark, 1.5});
        flow.space(mm(2.5));
    }
    if (letter.amount) add_gift(flow, sheet, *letter.amount, letter.tax, letter.letterhead.accent);
    add_closing(flow, sheet, letter.letterhead);
    stationery.draw(sheet, flow);
    if (std::string found = sheet.finish(); !found.empty()) return Failure{std::move(found)};
    return pdf;
}

}  // namespace makegood::pdf
