#pragma once

#include <functional>

#include "adapters/app/batch_formats.hpp"
#include "adapters/app/premises.hpp"

namespace makegood::app {

/// Puts together everything of ours that no batch has yet, up to and with `through`: its range of the journal, what is
/// claimed and not adjusted by then, control totals, and the hash of every format. A refusal when the period cannot be
/// closed. `seen` gets each document once. Throws StoreUnavailable.
[[nodiscard]] Result<SealBatch, Refusal> prepare_close(Reader& reader, const Premises& premises, Date through,
                                                       Date today, const std::function<void(const Adjustment&)>& seen);

/// The scope of a batch that was sealed, as it was then.
[[nodiscard]] BatchScope scope_of(const ExportLog& log, const Batch& batch);

/// The configuration that a batch was written by, out of the journal; in words why it is not there.
[[nodiscard]] Result<config::Configuration, std::string> configuration_of(Reader& reader, const Batch& batch);

}  // namespace makegood::app
