#include "adapters/pdf/flow.hpp"

#include <utility>

namespace makegood::pdf {

TableId Flow::table(Strip head) {
    heads_.push_back(std::move(head));
    return static_cast<TableId>(heads_.size() - 1);
}

/// Says where each strip stands. Begins a new page before what stays together and would not fit the rest of this one.
class Flow::Placer {
  public:
    Placer(const Flow& flow, const Body& body) : flow_(flow), body_(body), top_(body.first_top) {}

    std::vector<Page> place() {
        for (std::size_t i = 0; i < flow_.strips_.size(); ++i) {
            if (i == together_end_) begin_together(i);
            const Strip& strip = flow_.strips_[i];
            if (!fits(strip.height + head_height(strip, table_))) turn();
            if (is_blank() && pages_.size() > 1 && !strip.draw) continue;
            const bool has_head = strip.table != TableId::none && strip.table != table_;
            top_ += head_height(strip, table_);
            pages_.back().push_back({i, top_, has_head});
            top_ += strip.height;
            table_ = strip.table;
        }
        return std::move(pages_);
    }

  private:
    /// The strips from `first` on that stay on one page, if one can hold them.
    void begin_together(std::size_t first) {
        double height = 0;
        TableId table = table_;
        bool goes_on = true;
        for (together_end_ = first; goes_on && together_end_ < flow_.strips_.size(); ++together_end_) {
            const Strip& strip = flow_.strips_[together_end_];
            height += head_height(strip, table) + strip.height;
            table = strip.table;
            goes_on = strip.with_next;
        }
        const double on_a_new_page = height + flow_.head_of(flow_.strips_[first].table).height;
        if (!fits(height) && on_a_new_page <= body_.bottom - body_.next_top) turn();
    }

    [[nodiscard]] double head_height(const Strip& strip, TableId above) const {
        return strip.table == above ? 0 : flow_.head_of(strip.table).height;
    }
    [[nodiscard]] bool is_blank() const { return pages_.back().empty(); }
    [[nodiscard]] bool fits(double height) const { return top_ + height <= body_.bottom; }

    void turn() {
        if (is_blank()) return;
        pages_.emplace_back();
        top_ = body_.next_top;
        table_ = TableId::none;
    }

    const Flow& flow_;
    const Body& body_;
    double top_;
    TableId table_ = TableId::none;  // of the strip above
    std::size_t together_end_ = 0;
    std::vector<Page> pages_ = std::vector<Page>(1);
};

void Flow::draw_page(Sheet& sheet, const Page& page) const {
    TableId table = TableId::none;
    const auto turn_to = [&](TableId next) {
        if (table != TableId::none && next != table) sheet.end(Role::table);
        if (next != TableId::none && next != table) sheet.begin(Role::table);
        table = next;
    };
    for (const Placed& placed : page) {
        const Strip& strip = strips_[placed.strip];
        turn_to(strip.table);
        if (placed.has_head && head_of(table).draw) head_of(table).draw(sheet, placed.top - head_of(table).height);
        if (strip.draw) strip.draw(sheet, placed.top);
    }
    turn_to(TableId::none);
}

void Flow::draw(Sheet& sheet, const Body& body, const Furnish& head, const Furnish& foot) const {
    const std::vector<Page> pages = Placer(*this, body).place();
    for (std::size_t i = 0; i < pages.size(); ++i) {
        head(i + 1, pages.size());
        draw_page(sheet, pages[i]);
        foot(i + 1, pages.size());
        sheet.next_page();
    }
}

}  // namespace makegood::pdf
