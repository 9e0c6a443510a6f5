#pragma once

#include <string>
#include <vector>

#include "adapters/pdf/flow.hpp"
#include "adapters/pdf/sheet.hpp"
#include "engine/invoice/letterhead.hpp"
#include "engine/invoice/seller.hpp"

namespace makegood::pdf {

inline constexpr double margin_left = mm(25);
inline constexpr double margin_right = page_width - mm(20);
inline constexpr double content_width = margin_right - margin_left;

inline constexpr Colour dark{32, 36, 42};
inline constexpr Colour muted{92, 101, 112};
inline constexpr Colour hairline{212, 217, 223};

/// The colour as a tint on white paper, `per_cent` strong.
[[nodiscard]] Colour tint(const Colour& colour, int per_cent);

/// A name and a value of the block beside the address.
struct Particular {
    std::string name;
    std::string value;
};

/// What is not the letter's own: who writes to whom, about what.
struct Envelope {
    const Seller& seller;
    const Letterhead& letterhead;
    const Customer& customer;
    std::string title;
    std::vector<Particular> particulars;
};

/// The company's paper: letterhead, address in the window of a DL or C5 envelope (DIN 5008, form B), the particulars
/// beside it, title, marks for folding, foot with "1 / 2"; on later pages a line that says what they belong to.
class Stationery {
  public:
    Stationery(const Sheet& sheet, const Envelope& envelope);

    /// The strips on this paper.
    void draw(Sheet& sheet, const Flow& flow) const;

  private:
    struct Placed {
        Text text;
        double left, base;
        Role role;
    };

    void draw_head(Sheet& sheet, std::size_t page) const;
    void draw_foot(Sheet& sheet, std::size_t page, std::size_t pages) const;
    double stack(const Sheet& sheet, const std::vector<std::string>& lines, const Style& style, double left,
                 double width, double top);
    void lay_sender(const Sheet& sheet);
    void lay_recipient(const Sheet& sheet);
    void lay_particulars(const Sheet& sheet);
    void lay_title(const Sheet& sheet);
    void lay_foot(const Sheet& sheet);

    const Envelope& envelope_;
    std::vector<Placed> first_;  // on the first page
    std::vector<Placed> foot_;   // on every page
    double foot_base_ = 0;
    double recipient_bottom_ = 0;
    double lowest_ = 0;  // where the head of the first page ends so far
    Body body_{};
};

}  // namespace makegood::pdf
