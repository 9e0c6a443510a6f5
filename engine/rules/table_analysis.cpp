#include "engine/rules/table_analysis.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/rules/money_type.hpp"

namespace makegood {

namespace {

using cel::Ast;
using cel::Node;
using cel::NodeKind;
using cel::TypeKind;

constexpr std::size_t combinations_max = 50'000;
constexpr std::size_t looks_max = 2'000'000;  ///< combinations × rows: some 100 ms
constexpr std::size_t gaps_shown_max = 5;

enum class Fits : std::uint8_t { no, maybe, yes };

Fits opposite(Fits fits) {
    return fits == Fits::yes ? Fits::no : fits == Fits::no ? Fits::yes : Fits::maybe;
}

/// A constant that a column is compared with.
struct Point {
    std::int64_t number = 0;  ///< int, minor units
    double fraction = 0;
    std::string text;
    std::string shown;  ///< as the table has it

    [[nodiscard]] auto key() const { return std::tie(number, fraction, text); }
    bool operator<(const Point& other) const { return key() < other.key(); }
};

/// Reads a constant; `currency` is the one of the column's money, set by the first.
std::optional<Point> read_point(const Ast& ast, cel::NodeIndex index, std::string& currency) {
    const Node& node = ast.at(index);
    Point point;
    point.shown = ast.text_of(node);
    if (node.kind == NodeKind::negate) {
        auto positive = read_point(ast, node.children[0], currency);
        if (!positive || positive->number == INT64_MIN) return std::nullopt;
        point.number = -positive->number;
        point.fraction = -positive->fraction;
        return point;
    }
    if (node.kind == NodeKind::call && node.text == "money" && node.children.size() == 2) {
        const auto* amount = std::get_if<std::string>(&ast.at(node.children[0]).literal);
        const auto* code = std::get_if<std::string>(&ast.at(node.children[1]).literal);
        const auto money = amount && code ? parse_money_with_currency(*amount + " " + *code) : std::nullopt;
        if (!money || (!currency.empty() && currency != *code)) return std::nullopt;
        currency = *code;
        point.number = money->minor();
        return point;
    }
    if (node.kind != NodeKind::literal) return std::nullopt;
    if (const auto* number = std::get_if<std::int64_t>(&node.literal))
        point.number = *number;
    else if (const auto* fraction = std::get_if<double>(&node.literal))
        point.fraction = *fraction;
    else if (const auto* text = std::get_if<std::string>(&node.literal))
        point.text = *text;
    else
        return std::nullopt;
    return point;
}

/// One input, cut into pieces at the constants of its cells: a bool into false and true; a text into its constants and
/// all else; an ordered type into what lies below, on, between and above the constants: piece 2i + 1 is constant i.
class Column {
  public:
    Column(const RuleSet::Table& table, std::size_t index)
        : name_(table.inputs[index].name),
          slot_(fact_table().groups().size() + index),
          type_(table.inputs[index].value.program.result()) {
        if (!is_boolean() && !is_text() && !is_ordered()) return;
        std::set<Point> points;
        for (const RuleSet::Row& row : table.rows)
            if (row.cells[index]) collect(row.cells[index]->program.ast(), points);
        points_.assign(points.begin(), points.end());
        pieces_ = is_boolean() ? 2 : is_text() ? points_.size() + 1 : 2 * points_.size() + 1;
    }

    [[nodiscard]] std::size_t pieces() const { return pieces_; }

    /// Between 3 and 4 there is no int.
    [[nodiscard]] bool is_empty(std::size_t piece) const {
        if (!is_ordered() || type_.kind() == TypeKind::float64 || piece % 2 == 1) return false;
        const std::size_t above = piece / 2;
        return above > 0 && above < points_.size() && points_[above].number - points_[above - 1].number == 1;
    }

    [[nodiscard]] Fits fits(const Ast& ast, cel::NodeIndex index, std::size_t piece) const {
        const Node& node = ast.at(index);
        switch (node.kind) {
            case NodeKind::literal: {
                const bool* flag = std::get_if<bool>(&node.literal);
                return flag ? (*flag ? Fits::yes : Fits::no) : Fits::maybe;
            }
            case NodeKind::name:
                return is_boolean() && is_input(node) ? (piece == 1 ? Fits::yes : Fits::no) : Fits::maybe;
            case NodeKind::logical_not: return opposite(fits(ast, node.children[0], piece));
            case NodeKind::logical_and: {
                Fits all = Fits::yes;
                for (cel::NodeIndex child : node.children) all = std::min(all, fits(ast, child, piece));
                return all;
            }
            case NodeKind::logical_or: {
                Fits any = Fits::no;
                for (cel::NodeIndex child : node.children) any = std::max(any, fits(ast, child, piece));
                return any;
            }
            case NodeKind::binary: return compared(ast, node, piece);
            default: return Fits::maybe;
        }
    }

    /// "amount < 10", of pieces `first` to `last`; "" when that is everything.
    [[nodiscard]] std::string in_words(std::size_t first, std::size_t last) const {
        if (first == 0 && last + 1 == pieces_) return {};
        if (is_boolean()) return first == 1 ? name_ : "!" + name_;
        if (is_text()) return text_words(first, last);
        if (first == last && first % 2 == 1) return name_ + " == " + points_[first / 2].shown;
        std::string words;
        if (first > 0) words = name_ + (first % 2 == 1 ? " >= " : " > ") + points_[(first - 1) / 2].shown;
        if (last + 1 < pieces_)
            words += (words.empty() ? "" : " && ") + name_ + (last % 2 == 1 ? " <= " : " < ") + points_[last / 2].shown;
        return words;
    }

  private:
    [[nodiscard]] bool is_boolean() const { return type_.kind() == TypeKind::boolean; }
    [[nodiscard]] bool is_text() const { return type_.kind() == TypeKind::string; }
    [[nodiscard]] bool is_ordered() const {
        return type_.kind() == TypeKind::int64 || type_.kind() == TypeKind::float64 || type_.kind() == TypeKind::opaque;
    }
    [[nodiscard]] bool is_input(const Node& node) const {
        return node.kind == NodeKind::name && node.meaning == cel::Meaning::fact && node.slot == slot_;
    }

    void collect(const Ast& ast, std::set<Point>& points) {
        const auto take = [&](cel::NodeIndex index) {
            if (auto point = read_point(ast, index, currency_)) points.insert(*std::move(point));
        };
        for (const Node& node : ast.nodes) {
            if (node.kind != NodeKind::binary) continue;
            for (std::size_t side : {0u, 1u}) {
                if (!is_input(ast.at(node.children[side]))) continue;
                const cel::NodeIndex other = node.children[1 - side];
                take(other);
                if (node.text == "@in" && ast.at(other).kind == NodeKind::list)
                    for (cel::NodeIndex element : ast.at(other).children) take(element);
            }
        }
    }

    [[nodiscard]] std::optional<std::size_t> find(const Ast& ast, cel::NodeIndex index) const {
        std::string currency = currency_;
        const auto point = read_point(ast, index, currency);
        if (!point) return std::nullopt;
        const auto found = std::find_if(points_.begin(), points_.end(),
                                        [&](const Point& other) { return other.key() == point->key(); });
        return found == points_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - points_.begin()));
    }

    /// Where a piece lies: -1 below, 0 on, 1 above the constant; of a text, 0 or not.
    [[nodiscard]] int side_of(std::size_t piece, std::size_t point) const {
        if (is_text()) return piece == point ? 0 : 1;
        const std::size_t at = 2 * point + 1;
        return piece < at ? -1 : piece == at ? 0 : 1;
    }

    [[nodiscard]] Fits compared(const Ast& ast, const Node& node, std::size_t piece) const {
        const bool input_first = is_input(ast.at(node.children[0]));
        if (!input_first && !is_input(ast.at(node.children[1]))) return Fits::maybe;
        if (node.text == "@in") return input_first ? is_in(ast, ast.at(node.children[1]), piece) : Fits::maybe;
        if (is_boolean()) return compared_flag(ast, node, input_first, piece);
        const auto point = find(ast, node.children[input_first ? 1 : 0]);
        if (!point) return Fits::maybe;
        const int side = input_first || is_text() ? side_of(piece, *point) : -side_of(piece, *point);
        const auto when = [](bool holds) { return holds ? Fits::yes : Fits::no; };
        if (node.text == "_==_") return when(side == 0);
        if (node.text == "_!=_") return when(side != 0);
        if (is_text()) return Fits::maybe;
        if (node.text == "_<_") return when(side < 0);
        if (node.text == "_<=_") return when(side <= 0);
        if (node.text == "_>_") return when(side > 0);
        if (node.text == "_>=_") return when(side >= 0);
        return Fits::maybe;
    }

    [[nodiscard]] Fits compared_flag(const Ast& ast, const Node& node, bool input_first, std::size_t piece) const {
        const Node& other = ast.at(node.children[input_first ? 1 : 0]);
        const bool* flag = other.kind == NodeKind::literal ? std::get_if<bool>(&other.literal) : nullptr;
        if (!flag || (node.text != "_==_" && node.text != "_!=_")) return Fits::maybe;
        return ((piece == 1) == *flag) == (node.text == "_==_") ? Fits::yes : Fits::no;
    }

    [[nodiscard]] Fits is_in(const Ast& ast, const Node& list, std::size_t piece) const {
        if (list.kind != NodeKind::list || is_boolean()) return Fits::maybe;
        Fits any = Fits::no;
        for (cel::NodeIndex element : list.children) {
            const auto point = find(ast, element);
            any = std::max(any, !point ? Fits::maybe : side_of(piece, *point) == 0 ? Fits::yes : Fits::no);
        }
        return any;
    }

    [[nodiscard]] std::string text_words(std::size_t first, std::size_t last) const {
        std::string words;
        for (std::size_t i = first; i <= last; ++i)
            words += (words.empty() ? "" : ", ") + (i < points_.size() ? points_[i].shown : "anything else");
        return name_ + " is " + words;
    }

    std::string name_;
    std::size_t slot_;
    cel::Type type_;
    std::string currency_;
    std::vector<Point> points_;
    std::size_t pieces_ = 1;  ///< of a type that is not analysed: one piece, of which nothing is known
};

class Analysis {
  public:
    Analysis(const RuleSet::Table& table, std::string pointer, RuleFindings& findings)
        : table_(table), pointer_(std::move(pointer)), findings_(findings) {
        for (std::size_t i = 0; i < table.inputs.size(); ++i) columns_.emplace_back(table, i);
    }

    void run() {
        for (const Column& column : columns_)
            combinations_ = std::min(combinations_max + 1, combinations_ * std::min(column.pieces(), combinations_max));
        const bool is_open_collect = table_.hit == HitPolicy::collect && !table_.is_complete;
        if (is_open_collect) return;  // several may fit, or none: there is nothing to find
        if (combinations_ > combinations_max || combinations_ * table_.rows.size() > looks_max)
            return warn("too many rows and combinations of its cells' constants to look at",
                        "a smaller table, if gaps and overlaps are to be found");
        fill();
        judge_overlaps();
        judge_gaps();
        judge_order();
        judge_what_was_not_analysed();
    }

  private:
    void warn(std::string found, std::string expected) {
        findings_.push_back({{pointer_, std::move(found), std::move(expected)}, {}, {}, RuleFinding::Weight::warning});
    }

    [[nodiscard]] std::size_t piece_of(std::size_t combination, std::size_t column) const {
        for (std::size_t i = 0; i < column; ++i) combination /= columns_[i].pieces();
        return combination % columns_[column].pieces();
    }

    void fill() {
        fits_.resize(table_.rows.size());
        for (std::size_t row = 0; row < table_.rows.size(); ++row) {
            fits_[row].resize(columns_.size());
            for (std::size_t i = 0; i < columns_.size(); ++i)
                for (std::size_t piece = 0; piece < columns_[i].pieces(); ++piece) {
                    const auto& cell = table_.rows[row].cells[i];
                    const Ast* ast = cell ? &cell->program.ast() : nullptr;
                    fits_[row][i].push_back(ast ? columns_[i].fits(*ast, ast->root, piece) : Fits::yes);
                }
        }
    }

    [[nodiscard]] bool is_empty(std::size_t combination) const {
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (columns_[i].is_empty(piece_of(combination, i))) return true;
        return false;
    }

    [[nodiscard]] Fits fits(std::size_t row, std::size_t combination) const {
        Fits all = Fits::yes;
        for (std::size_t i = 0; i < columns_.size(); ++i) all = std::min(all, fits_[row][i][piece_of(combination, i)]);
        return all;
    }

    [[nodiscard]] std::string in_words(std::size_t combination) const {
        std::vector<std::size_t> pieces;
        for (std::size_t i = 0; i < columns_.size(); ++i) pieces.push_back(piece_of(combination, i));
        return in_words(pieces, pieces);
    }

    [[nodiscard]] std::string in_words(const std::vector<std::size_t>& first,
                                       const std::vector<std::size_t>& last) const {
        std::string words;
        for (std::size_t i = 0; i < columns_.size(); ++i)
            if (const std::string one = columns_[i].in_words(first[i], last[i]); !one.empty())
                words += (words.empty() ? "" : ", ") + one;
        return words.empty() ? "whatever comes" : words;
    }

    void judge_overlaps() {
        if (table_.hit != HitPolicy::unique) return;
        std::map<std::pair<std::size_t, std::size_t>, std::size_t> examples;
        for (std::size_t c = 0; c < combinations_; ++c) {
            if (is_empty(c)) continue;
            std::optional<std::size_t> other;
            for (std::size_t row = 0; row < table_.rows.size(); ++row) {
                if (fits(row, c) != Fits::yes) continue;
                if (other) examples.try_emplace({*other, row}, c);
                other = row;
            }
        }
        for (const auto& [rows, combination] : examples)
            findings_.push_back({{pointer_ + "/rows/" + std::to_string(rows.second),
                                  "row " + table_.rows[rows.second].id + " fits together with row " +
                                      table_.rows[rows.first].id + " when " + in_words(combination),
                                  "rows of which at most one fits, since the hit policy is unique"}});
    }

    [[nodiscard]] Fits best(std::size_t combination) const {
        Fits any = Fits::no;
        for (std::size_t row = 0; row < table_.rows.size() && any != Fits::yes; ++row)
            any = std::max(any, fits(row, combination));
        return any;
    }

    /// Gaps are told as boxes: each grows from its first combination, column by column, while all of it is a gap.
    void judge_gaps() {
        std::vector<bool> is_gap(combinations_);
        for (std::size_t c = 0; c < combinations_; ++c) {
            const Fits any = is_empty(c) ? Fits::yes : best(c);
            is_gap[c] = any == Fits::no;
            is_doubtful_ |= any == Fits::maybe;
        }
        std::vector<bool> is_told(combinations_);
        std::size_t gaps = 0;
        for (std::size_t c = 0; c < combinations_; ++c) {
            if (!is_gap[c] || is_told[c]) continue;
            std::string words = grow(c, is_gap, is_told);
            if (++gaps <= gaps_shown_max) tell_gap("no row for " + std::move(words));
        }
        if (gaps > gaps_shown_max) tell_gap(std::to_string(gaps - gaps_shown_max) + " more gaps");
    }

    void tell_gap(std::string found) {
        const auto weight = table_.is_complete ? RuleFinding::Weight::error : RuleFinding::Weight::warning;
        findings_.push_back({{pointer_, std::move(found),
                              table_.is_complete ? "a row for everything, since the table says it is complete"
                                                 : "a row for it, unless nothing is to follow from it"},
                             {},
                             {},
                             weight});
    }

    std::string grow(std::size_t from, const std::vector<bool>& is_gap, std::vector<bool>& is_told) const {
        std::vector<std::size_t> first;
        for (std::size_t i = 0; i < columns_.size(); ++i) first.push_back(piece_of(from, i));
        std::vector<std::size_t> last = first;
        const auto all_gaps = [&](const std::vector<std::size_t>& low, const std::vector<std::size_t>& high) {
            bool all = true;
            each_in(low, high, [&](std::size_t c) { all = all && (is_gap[c] || is_empty(c)); });
            return all;
        };
        for (std::size_t i = 0; i < columns_.size(); ++i)
            while (last[i] + 1 < columns_[i].pieces()) {
                auto low = first, high = last;
                low[i] = high[i] = last[i] + 1;
                if (!all_gaps(low, high)) break;
                ++last[i];
            }
        each_in(first, last, [&](std::size_t c) { is_told[c] = true; });
        return in_words(first, last);
    }

    template <class Use>
    void each_in(const std::vector<std::size_t>& low, const std::vector<std::size_t>& high, Use use) const {
        std::vector<std::size_t> at = low;
        while (true) {
            std::size_t combination = 0;
            for (std::size_t i = columns_.size(); i-- > 0;) combination = combination * columns_[i].pieces() + at[i];
            use(combination);
            std::size_t i = 0;
            while (i < columns_.size() && at[i] == high[i]) at[i] = low[i], ++i;
            if (i == columns_.size()) return;
            ++at[i];
        }
    }

    void judge_order() {
        if (table_.hit != HitPolicy::first) return;
        std::vector<bool> can_decide(table_.rows.size());
        for (std::size_t c = 0; c < combinations_; ++c) {
            if (is_empty(c)) continue;
            for (std::size_t row = 0; row < table_.rows.size(); ++row) {
                const Fits fitting = fits(row, c);
                if (fitting != Fits::no) can_decide[row] = true;
                if (fitting == Fits::yes) break;
            }
        }
        for (std::size_t row = 0; row < table_.rows.size(); ++row)
            if (!can_decide[row])
                warn("row " + table_.rows[row].id + ", to which the rows above it leave nothing",
                     "a row that can be reached, since the hit policy is first");
    }

    void judge_what_was_not_analysed() {
        if (!is_doubtful_) return;
        std::string cells;
        for (std::size_t row = 0; row < fits_.size(); ++row)
            for (std::size_t i = 0; i < columns_.size(); ++i)
                if (std::find(fits_[row][i].begin(), fits_[row][i].end(), Fits::maybe) != fits_[row][i].end())
                    cells += (cells.empty() ? "" : ", ") + table_.rows[row].id + "/" + table_.inputs[i].name;
        warn("cells that compare more than their own input with constants: " + cells,
             "no gap behind them: that was not analysed");
    }

    const RuleSet::Table& table_;
    std::string pointer_;
    RuleFindings& findings_;
    std::vector<Column> columns_;
    std::size_t combinations_ = 1;
    std::vector<std::vector<std::vector<Fits>>> fits_;  ///< by row, column, piece
    bool is_doubtful_ = false;
};

}  // namespace

void analyse(const RuleSet::Table& table, const std::string& pointer, RuleFindings& findings) {
    Analysis(table, pointer, findings).run();
}

}  // namespace makegood
