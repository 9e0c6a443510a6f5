#pragma once

#include <string>
#include <vector>

#include "adapters/import/intake.hpp"

namespace makegood::import {

/// Keeps everything that the readers hand over.
struct Recorder : Intake {
    struct TakenInvoice {
        Source source;
        InvoiceDraft draft;
    };
    struct TakenCredit {
        Source source;
        InvoiceNumber of;
        CreditElsewhere credit;
    };
    struct Reject {
        Source source;
        Findings findings;
    };
    std::vector<TakenInvoice> invoices;
    std::vector<TakenCredit> credits;
    std::vector<Reject> rejects;
    std::uint64_t bytes_done = 0;
    std::uint64_t bytes_total = 0;

    void invoice(Source source, InvoiceDraft draft) override {
        invoices.push_back({std::move(source), std::move(draft)});
    }
    void credit_elsewhere(Source source, InvoiceNumber of, Currency, CreditElsewhere credit) override {
        credits.push_back({std::move(source), std::move(of), std::move(credit)});
    }
    void reject(Source source, Findings findings) override {
        rejects.push_back({std::move(source), std::move(findings)});
    }
    void progress(std::uint64_t done, std::uint64_t total) override {
        bytes_done = done;
        bytes_total = total;
    }
};

/// "invoice 7", "credit 8 on 7" or "reject 7: pointer: found", each on a line.
inline std::string in_words(const Recorder& recorder) {
    std::string words;
    for (const auto& taken : recorder.invoices) words += "invoice " + taken.draft.number.text() + "\n";
    for (const auto& taken : recorder.credits)
        words += "credit " + taken.credit.number + " on " + taken.of.text() + "\n";
    for (const auto& reject : recorder.rejects) {
        words += "reject " + reject.source.document + ":";
        for (const Finding& finding : reject.findings) words += " " + finding.pointer + ": " + finding.found + ";";
        words += "\n";
    }
    return words;
}

}  // namespace makegood::import
