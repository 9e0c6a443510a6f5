#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "adapters/import/csv_invoices.hpp"
#include "adapters/import/intake.hpp"
#include "adapters/import/json_lines.hpp"
#include "adapters/import/mapping.hpp"
#include "adapters/import/xml_guard.hpp"

namespace makegood::import {

struct ReadOptions {
    XmlLimits xml;
    /// Reads one line of JSON; without one, codec::read_invoice does.
    ReadJsonInvoice json_invoice;
};

/// Reads files one after the other; what kind each is, its first bytes say: "<" is XML, "{" is JSON lines, other text
/// is CSV, which needs a mapping. What can't be read, or is none of these, is a reject with its reason; nothing throws
/// but what the intake throws. The tally is of CSV rows over all files.
CsvTally read_files(std::span<const std::string> paths, const Mapping* mapping, Intake& intake,
                    const ReadOptions& options = {});

}  // namespace makegood::import
