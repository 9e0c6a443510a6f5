#include "adapters/import/bank_payment.hpp"

#include "engine/core/invariant.hpp"

namespace makegood::import {

std::string_view to_text(BankMove move) {
    switch (move) {
        case BankMove::payment: return "payment";
        case BankMove::bounced_payment: return "bounced-payment";
        case BankMove::refund_sent: return "refund-sent";
        case BankMove::refund_returned: return "refund-returned";
    }
    invariant(false, "a movement is one of four");
    return {};
}

std::string_view to_text(DeductionKind kind) {
    switch (kind) {
        case DeductionKind::adjustment: return "adjustment";
        case DeductionKind::discount: return "discount";
        case DeductionKind::credit_note: return "credit-note";
    }
    invariant(false, "a deduction is one of three");
    return {};
}

}  // namespace makegood::import
