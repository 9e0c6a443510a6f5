#pragma once

#include "engine/port/store.hpp"

namespace makegood::app {

/// Submits and waits for the answer. Not on a thread of the store.
[[nodiscard]] Completed submit_and_wait(Store& store, Submission submission);

/// Why a command changed nothing: the first finding, or the reason, with `expected` instead.
[[nodiscard]] Finding told_by(const Refusal& refusal, std::string expected);
/// The same in one line.
[[nodiscard]] std::string in_words(const Refusal& refusal);

}  // namespace makegood::app
