#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <string>

#include "adapters/import/intake.hpp"
#include "adapters/import/mapping.hpp"

namespace makegood::import {

/// Rows below the header; rows = rows_in_invoices + rows_in_rejects.
struct CsvTally {
    std::uint64_t rows = 0;
    std::uint64_t rows_in_invoices = 0;
    std::uint64_t rows_in_rejects = 0;
};

/// Lines held at one time for documents whose rows are scattered over the file.
inline constexpr std::size_t open_lines_max = 200'000;

/// Reads a CSV file in which each row is a line of an invoice and rows with the same number are one invoice. It reads
/// the file twice: first to learn where each document ends, then to build them, each handed over at its last row. So
/// rows of a document may stand apart, and what is held is the documents open at one time.
///
/// A document is rejected whole, with every finding, when one of its rows cannot be read or when its rows disagree on
/// the day, the currency or the customer. A row that cannot be taken apart is a reject of its own; since nobody can
/// tell what it belonged to, so are the documents of the readable rows before and after it.
/// The net of a line is quantity × unit price, rounded half away from zero to the currency's digits. Lines are numbered
/// from 1 within the document, because nothing in a row need be unique.
///
/// `in` is a seekable binary stream at its start. `at_byte` hears how far the second reading has come.
CsvTally read_csv_invoices(std::istream& in, const std::string& file, const Mapping& mapping, Intake& intake,
                           const std::function<void(std::uint64_t)>& at_byte);

}  // namespace makegood::import
