#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "adapters/pdf/sheet.hpp"

namespace makegood::pdf {

/// A table of a flow, or none.
enum class TableId : std::size_t { none = 0 };

/// A strip over the width of the page that is never split.
struct Strip {
    double height;
    std::function<void(Sheet& sheet, double top)> draw;  ///< nothing: a space, which no page begins with
    TableId table = TableId::none;                       ///< whose head stands above it, on every page anew
    bool with_next = false;                              ///< on the page of the next strip, where a page can hold both
};

/// From where to where strips stand, on the first page and on those after it.
struct Body {
    double first_top, next_top, bottom;
};

/// Strips one below the other, over as many pages as they need. Placing is arithmetic on heights, so that every page
/// knows how many there are before the first is drawn; time and memory grow with the number of strips and not faster.
class Flow {
  public:
    Flow() : heads_(1) {}
    /// A table whose strips repeat this head, where it has one.
    [[nodiscard]] TableId table(Strip head = {0, {}});
    void add(Strip strip) { strips_.push_back(std::move(strip)); }
    void space(double height, bool with_next = false) { add({height, {}, TableId::none, with_next}); }

    /// What stands on a page beside the strips; pages count from 1.
    using Furnish = std::function<void(std::size_t page, std::size_t pages)>;
    /// Draws all pages: each one's head, its strips, its foot.
    void draw(Sheet& sheet, const Body& body, const Furnish& head, const Furnish& foot) const;

  private:
    struct Placed {
        std::size_t strip;
        double top;
        bool has_head;
    };
    using Page = std::vector<Placed>;
    class Placer;

    [[nodiscard]] const Strip& head_of(TableId table) const { return heads_[static_cast<std::size_t>(table)]; }
    void draw_page(Sheet& sheet, const Page& page) const;

    std::vector<Strip> strips_;
    std::vector<Strip> heads_;  // by table; none has none
};

}  // namespace makegood::pdf
