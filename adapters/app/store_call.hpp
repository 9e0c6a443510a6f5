#pragma once

#include "engine/port/store.hpp"

namespace makegood::app {

/// Submits and waits for the answer. Not on a thread of the store.
[[nodiscard]] Completed submit_and_wait(Store& store, Submission submission);

/// Why a command changed nothing, in words: the first finding, or the reason.
[[nodiscard]] std::string in_words(const Refusal& refusal);

}  // namespace makegood::app
