#pragma once

#include <functional>

#include "adapters/app/batch_formats.hpp"

namespace makegood::app {

/// What the bank was told in the batch.
void for_each_instruction(Reader& reader, const BatchScope& scope,
                          const std::function<void(const InstructionRow&)>& use);
void for_each_make_good(Reader& reader, const BatchScope& scope, const std::function<void(const MakeGood&)>& use);

/// refunds.xml, a pain.001.001.09 of every refund that was released, if there is one that can be paid;
/// refunds-refused.csv with those that cannot, and why.
void write_refunds(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                   FileReceiver& receiver);

}  // namespace makegood::app
