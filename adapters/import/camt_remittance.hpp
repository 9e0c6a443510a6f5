#pragma once

#include <string>
#include <vector>

#include "adapters/import/bank_payment.hpp"
#include "adapters/import/camt_element.hpp"

namespace makegood::import {

/// What a transaction's RmtInf says.
struct CamtRemittance {
    std::vector<std::string> references;  ///< CdtrRefInf/Ref and RfrdDocInf/Nb, each once
    std::vector<std::string> text;        ///< Ustrd, then AddtlRmtInf
    std::vector<Deduction> deductions;    ///< of RfrdDocAmt, and of the lines in RfrdDocInf/LineDtls
};

/// What can't be read of a deduction is a finding, and the rest is read.
[[nodiscard]] CamtRemittance read_remittance(const CamtElement& remittance, Findings& findings);

}  // namespace makegood::import
