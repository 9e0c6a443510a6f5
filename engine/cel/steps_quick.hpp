#pragma once

#include <string_view>

#include "engine/cel/path.hpp"
#include "engine/cel/steps.hpp"

namespace makegood::cel {

// Steps for what rules mostly say, such as `claim.share >= 0.5`: several nodes in one step, without a Value in between.
// Each does only what it was made for; where it meets anything else - another kind, an absent field, an error - it runs
// `general`, the step that knows all cases, instead. So the two always agree.

/// The value at the path.
[[nodiscard]] const Step* make_path(Arena& arena, const Path& path, const Step* general);
/// has() of the path.
[[nodiscard]] const Step* make_path_presence(Arena& arena, const Path& path, const Step* general);
/// The path compared with a constant by an operator; `general` where there is no quick way.
[[nodiscard]] const Step* make_path_comparison(Arena& arena, const Path& path, std::string_view name,
                                               const Value& constant, const Step* general);
/// Whether what lies at the path is in a constant list; `general` where there is no quick way.
[[nodiscard]] const Step* make_path_membership(Arena& arena, const Path& path, const List& list, const Step* general);
/// contains, startsWith or endsWith of the path and a constant text; `general` for any other function.
[[nodiscard]] const Step* make_path_text_test(Arena& arena, const Path& path, std::string_view name,
                                              std::string_view constant, const Step* general);
/// Whether a constant text is in the list at the path.
[[nodiscard]] const Step* make_path_has_text(Arena& arena, const Path& path, std::string_view text,
                                             const Step* general);
/// Two paths compared by an operator; `general` where they are not of one form, or it is another operator.
[[nodiscard]] const Step* make_paths_comparison(Arena& arena, const Path& left, const Path& right,
                                                std::string_view name, const Step* general);
/// Any two operands and an operator, quick for those of one kind that are compared, added, subtracted or multiplied.
[[nodiscard]] const Step* make_quick_operator(Arena& arena, std::string_view name, Steps operands, Operator general,
                                              NodeIndex node);

/// The operator that says the same with its operands exchanged; empty where there is none.
[[nodiscard]] std::string_view exchanged(std::string_view name);

}  // namespace makegood::cel
