#pragma once

#include <functional>

#include "adapters/app/batch_formats.hpp"

namespace makegood::app {

/// Each time that a refund was released in the batch, with the reason why the bank must not be told of it any more: it
/// was paid, failed or went out anew before the batch was closed. "" is none.
void for_each_instruction(Reader& reader, const BatchScope& scope,
                          const std::function<void(const InstructionRow&, const std::string& overtaken)>& use);
void for_each_make_good(Reader& reader, const BatchScope& scope, const std::function<void(const MakeGood&)>& use);

/// refunds.xml, a pain.001.001.09 of every refund that was released, if there is one that can be paid;
/// refunds-refused.csv with those that cannot, and why.
void write_refunds(Reader& reader, const BatchScope& scope, const config::Configuration& configuration,
                   FileReceiver& receiver);

}  // namespace makegood::app
