#include "adapters/pdf/closing.hpp"

#include <memory>

#include "adapters/pdf/plain_text.hpp"
#include "adapters/pdf/stationery.hpp"

namespace makegood::pdf {

namespace {

constexpr std::size_t unbroken_lines_max = 12;

void add_lines(Flow& flow, const std::shared_ptr<Text>& laid) {
    const std::size_t lines = laid->lines();
    for (std::size_t i = 0; i < lines; ++i)
        flow.add({laid->pitch(),
                  [laid, i](Sheet& on, double top) {
                      const Element element(on, Role::paragraph);
                      on.put_line(*laid, i, margin_left, top + laid->ascent());
                  },
                  TableId::none, i == 0 || i + 2 == lines});
}

}  // namespace

void add_paragraph(Flow& flow, const Sheet& sheet, const std::string& text, const Style& style, bool with_next) {
    const auto laid = std::make_shared<Text>(sheet.lay(text, style, content_width));
    if (laid->lines() > unbroken_lines_max) return add_lines(flow, laid);
    flow.add({laid->height(),
              [laid](Sheet& on, double top) {
                  const Element element(on, Role::paragraph);
                  on.put(*laid, margin_left, top + laid->ascent());
              },
              TableId::none, with_next});
}

void add_closing(Flow& flow, const Sheet& sheet, const Letterhead& letterhead) {
    constexpr Style body{10, false, dark, 1.5};
    const auto thanks = paragraphs(letterhead.thanks);
    if (!thanks.empty()) flow.space(mm(7), true);
    for (std::size_t i = 0; i < thanks.size(); ++i) {
        if (i > 0) flow.space(mm(2), true);
        add_paragraph(flow, sheet, thanks[i], body, i + 1 < thanks.size() || letterhead.signatory);
    }
    if (!letterhead.signatory) return;
    flow.space(mm(7), true);
    add_paragraph(flow, sheet, letterhead.signatory->name, {10, true, letterhead.accent},
                  letterhead.signatory->title.has_value());
    if (letterhead.signatory->title) add_paragraph(flow, sheet, *letterhead.signatory->title, {9, false, muted});
}

}  // namespace makegood::pdf
