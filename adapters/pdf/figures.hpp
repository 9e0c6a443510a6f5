#pragma once

#include <string>
#include <vector>

#include "adapters/pdf/flow.hpp"
#include "adapters/pdf/stationery.hpp"

namespace makegood::pdf {

/// Columns of amounts at the right edge, all of one width, so that the points of one column stand below each other;
/// a column of ids at the left; what is between is for words. The size gets smaller until the words have room.
struct Grid {
    double size;      ///< of the type
    double id_width;  ///< 0: no ids
    double text_left, text_width;
    double column_width;
    std::size_t columns;

    /// The same columns of amounts, as many as asked for, with the words beginning at the margin.
    [[nodiscard]] Grid without_ids(std::size_t count) const;
    [[nodiscard]] double right_edge(std::size_t column) const {
        return margin_right - static_cast<double>(columns - 1 - column) * column_width;
    }
};

/// The longest of each, since figures are all of one width.
struct Widest {
    std::string id, amount;
    std::vector<std::string> heads;  ///< of the columns of amounts
};
[[nodiscard]] Grid grid_for(const Sheet& sheet, const Widest& widest);

/// One row, its cells on one base line.
struct Row {
    std::string id;
    std::string words;
    std::vector<std::string> amounts;  ///< "" leaves a cell empty; the last one stands in the last column
    Style style{};
    double above = 3, below = 3;  ///< around the cells
    bool is_head = false;
};

[[nodiscard]] double row_height(const Sheet& sheet, const Grid& grid, const Row& row);
void draw_row(Sheet& sheet, const Grid& grid, const Row& row, double top);

}  // namespace makegood::pdf
