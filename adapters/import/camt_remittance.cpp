#include "adapters/import/camt_remittance.hpp"

#include <algorithm>

#include "adapters/import/camt_values.hpp"

namespace makegood::import {

namespace {

void add_reference(CamtRemittance& remittance, const std::optional<std::string>& reference) {
    if (!reference) return;
    auto& all = remittance.references;
    if (std::ranges::find(all, *reference) == all.end()) all.push_back(*reference);
}

/// The deductions of one document or one line of it.
class DeductionReader {
  public:
    DeductionReader(std::vector<Deduction>& deductions, Findings& findings)
        : deductions_(deductions), findings_(findings) {}

    void read(const CamtElement& amounts, const std::optional<std::string>& document,
              const std::optional<std::string>& line) {
        for (const CamtElement& discount : amounts.all("DscntApldAmt")) {
            const CamtElement typed = discount.at({"Amt"});  // since version 04; before, the amount itself
            const std::string type = discount.text({"Tp", "Cd"}) + discount.text({"Tp", "Prtry"});
            add(DeductionKind::discount, typed ? typed : discount, true, type, document, line);
        }
        if (const CamtElement note = amounts.at({"CdtNoteAmt"}))
            add(DeductionKind::credit_note, note, true, {}, document, line);
        for (const CamtElement& adjustment : amounts.all("AdjstmntAmtAndRsn")) {
            const CamtElement indicator = adjustment.at({"CdtDbtInd"});
            const auto is_credit = indicator ? read_is_credit(indicator, findings_) : std::optional<bool>(false);
            if (!is_credit) continue;
            std::string reason = adjustment.text({"Rsn"});
            const std::string more = adjustment.text({"AddtlInf"});
            if (!reason.empty() && !more.empty()) reason += ' ';
            add(DeductionKind::adjustment, adjustment.at({"Amt"}), !*is_credit, reason + more, document, line);
        }
    }

  private:
    void add(DeductionKind kind, const CamtElement& element, bool is_less, const std::string& reason,
             const std::optional<std::string>& document, const std::optional<std::string>& line) {
        const auto amount = read_amount(element, findings_);
        if (!amount || amount->is_zero()) return;
        deductions_.push_back({kind, document, line, is_less ? *amount : -*amount, reason});
    }

    std::vector<Deduction>& deductions_;
    Findings& findings_;
};

void read_structured(const CamtElement& structured, CamtRemittance& remittance, Findings& findings) {
    const auto reference = structured.text_if_any({"CdtrRefInf", "Ref"});
    std::optional<std::string> document;
    DeductionReader deductions(remittance.deductions, findings);
    const std::vector<CamtElement> documents = structured.all("RfrdDocInf");
    for (const CamtElement& referred : documents) {
        const auto number = referred.text_if_any({"Nb"});
        add_reference(remittance, number);
        if (!document) document = number;
        for (const CamtElement& line : referred.all("LineDtls"))
            deductions.read(line.at({"Amt"}), number, line.text_if_any({"Id", "Nb"}));
    }
    add_reference(remittance, reference);
    deductions.read(structured.at({"RfrdDocAmt"}), document ? document : reference, std::nullopt);
    for (const CamtElement& more : structured.all("AddtlRmtInf"))
        if (std::string text = more.text(); !text.empty()) remittance.text.push_back(std::move(text));
}

}  // namespace

CamtRemittance read_remittance(const CamtElement& remittance, Findings& findings) {
    CamtRemittance read;
    for (const CamtElement& free : remittance.all("Ustrd"))
        if (std::string text = free.text(); !text.empty()) read.text.push_back(std::move(text));
    for (const CamtElement& structured : remittance.all("Strd")) read_structured(structured, read, findings);
    return read;
}

}  // namespace makegood::import
