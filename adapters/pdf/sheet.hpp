#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "adapters/pdf/typefaces.hpp"
#include "engine/invoice/letterhead.hpp"
#include "engine/time/date.hpp"

struct _PangoLayout;

namespace makegood::pdf {

/// Lengths are in points, 1/72 inch, from the top left corner of an A4 sheet.
constexpr double mm(double millimetres) {
    return millimetres * 72 / 25.4;
}
inline constexpr double page_width = mm(210);
inline constexpr double page_height = mm(297);

struct Style {
    double size = 9.5;
    bool is_bold = false;
    Colour ink{32, 36, 42};
    double leading = 0;  ///< added between lines
};

/// A text as it will stand on the page: shaped, broken into lines, measured. All lines are as far apart, in whatever
/// script they are: a page keeps its rhythm, and only marks that tower higher than that make it wider.
class Text {
  public:
    [[nodiscard]] double width() const { return width_; }
    [[nodiscard]] double height() const { return static_cast<double>(lines_) * pitch_ - leading_; }
    /// From its top to the base of its first line.
    [[nodiscard]] double ascent() const { return ascent_; }
    [[nodiscard]] double below() const { return height() - ascent_; }
    [[nodiscard]] std::size_t lines() const { return lines_; }
    /// From one base line to the next.
    [[nodiscard]] double pitch() const { return pitch_; }

  private:
    friend class Sheet;
    struct Release {
        void operator()(_PangoLayout* layout) const;
    };
    Text(_PangoLayout* layout, const Style& style);

    std::unique_ptr<_PangoLayout, Release> layout_;
    Colour ink_;
    double leading_, width_ = 0, ascent_ = 0, pitch_ = 0;
    std::size_t lines_ = 0;
};

struct DocumentNames {
    std::string title;
    std::string author;
    Date dated;  ///< stands in the file as the day on which it was made and changed, so that no clock does
};

/// What a text on the page is, for those who have it read to them (PDF 32000-1, 14.8.4).
enum class Role { none, title, heading, paragraph, table, row, head_cell, cell };

/// An A4 document in the making, as PDF 1.5. The same calls give the same bytes, whatever the machine's zone, language
/// and fonts.
class Sheet {
  public:
    Sheet(std::string& out, const Typefaces& typefaces, HanForms forms, const DocumentNames& names);
    ~Sheet();
    Sheet(const Sheet&) = delete;
    Sheet& operator=(const Sheet&) = delete;

    /// Unbroken; on one line.
    [[nodiscard]] Text lay(std::string_view text, const Style& style) const;
    /// Broken at words, and in them where one is longer than a line. A right-to-left text keeps to the right of the
    /// width that it needs, so that it stands as a block beside left-to-right ones.
    [[nodiscard]] Text lay(std::string_view text, const Style& style, double width) const;
    /// The same, and "…" where more than so many lines would follow.
    [[nodiscard]] Text lay(std::string_view text, const Style& style, double width, int lines_max) const;

    /// The first line's base is at `base`.
    void put(const Text& text, double left, double base);
    /// One line of it, from 0; its own base is at `base`.
    void put_line(const Text& text, std::size_t line, double left, double base);
    void put_right(const Text& text, double right, double base) { put(text, right - text.width(), base); }
    void fill(double left, double top, double width, double height, const Colour& colour);
    void next_page();

    /// What is put until end() is one element of the document's structure; they nest.
    void begin(Role role);
    void end(Role role);

    /// Ends the document; "" or, in words, why there is none.
    [[nodiscard]] std::string finish();

  private:
    struct Drawing;
    std::unique_ptr<Drawing> drawing_;
};

/// One element of the document's structure, as long as it lives.
class Element {
  public:
    Element(Sheet& sheet, Role role) : sheet_(sheet), role_(role) { sheet_.begin(role_); }
    ~Element() { sheet_.end(role_); }
    Element(const Element&) = delete;
    Element& operator=(const Element&) = delete;

  private:
    Sheet& sheet_;
    Role role_;
};

}  // namespace makegood::pdf
