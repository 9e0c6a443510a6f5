#include "adapters/pdf/figures.hpp"

#include <algorithm>
#include <array>

namespace makegood::pdf {

namespace {

constexpr double gutter = mm(4);
constexpr double words_width_min = mm(45);
constexpr double id_width_max = mm(24);
/// No row is taller, so that each fits on a page. A text that needs more gets smaller type, and what even that does not
/// hold, more than an invoice's description can have, ends in "…".
constexpr double words_height_max = mm(200);

struct Cells {
    Text id, words;
    double ascent, height;
};

Text lay_words(const Sheet& sheet, const std::string& words, Style style, double width) {
    Text laid = sheet.lay(words, style, width);
    for (double size : {7.0, 5.0}) {
        if (laid.height() <= words_height_max) return laid;
        style.size = std::min(size, style.size);
        laid = sheet.lay(words, style, width);
    }
    if (laid.height() <= words_height_max) return laid;
    return sheet.lay(words, style, width, std::max(1, static_cast<int>(words_height_max / laid.pitch())));
}

/// What is between the ids and the first amount of the row.
double words_width(const Grid& grid, const Row& row) {
    const auto first = std::find_if(row.amounts.begin(), row.amounts.end(), [](const auto& of) { return !of.empty(); });
    const auto amounts = static_cast<double>(row.amounts.end() - first);
    return grid.text_width + (static_cast<double>(grid.columns) - amounts) * grid.column_width;
}

Cells lay_cells(const Sheet& sheet, const Grid& grid, const Row& row) {
    Style style = row.style;
    style.size = grid.size;
    Text words = lay_words(sheet, row.words, style, words_width(grid, row));
    if (!row.style.is_bold) style.ink = muted;
    Text id = sheet.lay(row.id, style, std::max(grid.id_width - gutter, mm(5)));
    const double ascent = std::max(id.ascent(), words.ascent());
    const double height = ascent + std::max(id.below(), words.below());
    return {std::move(id), std::move(words), ascent, height};
}

}  // namespace

Grid grid_for(const Sheet& sheet, const Widest& widest) {
    constexpr std::array sizes = {9.5, 8.5, 7.5, 6.5, 5.5};
    Grid grid{};
    grid.columns = widest.heads.size();
    for (double size : sizes) {
        grid.size = size;
        double column = sheet.lay(widest.amount, {size, true}).width();
        for (const std::string& head : widest.heads) column = std::max(column, sheet.lay(head, {size, true}).width());
        grid.column_width = std::max(column + gutter, mm(23) * size / sizes.front());
        grid.id_width =
            widest.id.empty() ? 0 : std::clamp(sheet.lay(widest.id, {size}).width() + gutter, mm(12), id_width_max);
        grid.text_left = margin_left + grid.id_width;
        grid.text_width = content_width - grid.id_width - static_cast<double>(grid.columns) * grid.column_width;
        if (grid.text_width >= words_width_min) break;
    }
    return grid;
}

Grid Grid::without_ids(std::size_t count) const {
    Grid grid = *this;
    grid.columns = count;
    grid.id_width = 0;
    grid.text_left = margin_left;
    grid.text_width = content_width - static_cast<double>(count) * column_width;
    return grid;
}

double row_height(const Sheet& sheet, const Grid& grid, const Row& row) {
    return row.above + lay_cells(sheet, grid, row).height + row.below;
}

void draw_row(Sheet& sheet, const Grid& grid, const Row& row, double top) {
    const Role cell = row.is_head ? Role::head_cell : Role::cell;
    const Element element(sheet, Role::row);
    const Cells cells = lay_cells(sheet, grid, row);
    const double base = top + row.above + cells.ascent;
    if (grid.id_width > 0) {
        const Element in(sheet, cell);
        sheet.put(cells.id, margin_left, base);
    }
    {
        const Element in(sheet, cell);
        sheet.put(cells.words, grid.text_left, base);
    }
    Style style = row.style;
    style.size = grid.size;
    const std::size_t first = grid.columns - row.amounts.size();
    for (std::size_t i = 0; i < row.amounts.size(); ++i) {
        if (row.amounts[i].empty()) continue;
        const Element in(sheet, cell);
        sheet.put_right(sheet.lay(row.amounts[i], style), grid.right_edge(first + i), base);
    }
}

}  // namespace makegood::pdf
