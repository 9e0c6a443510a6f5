#include "tests/scenario/collected.hpp"

#include <stdexcept>

#include "adapters/import/read_files.hpp"
#include "tests/scenario/scene.hpp"

namespace makegood::scenario {

namespace {

struct Collector : import::Intake {
    std::vector<InvoiceDraft> drafts;
    void invoice(import::Source, InvoiceDraft draft) override { drafts.push_back(std::move(draft)); }
    void credit_elsewhere(import::Source, InvoiceNumber, Currency, CreditElsewhere) override {}
    void reject(import::Source, Findings) override {}
    void progress(std::uint64_t, std::uint64_t) override {}
};

}  // namespace

std::vector<InvoiceDraft> read_drafts(const std::vector<std::string>& files, const import::Mapping* mapping) {
    Collector collector;
    import::read_files(files, mapping, collector);
    return std::move(collector.drafts);
}

import::Mapping retail_mapping(){
    auto mapping = import::read_mapping(read_file(MAKEGOOD_SOURCE "/config/import/online-retail.json"));
if (!mapping) throw std::runtime_error("config/import/online-retail.json is no mapping");
return std::move(mapping).value();
}  // namespace makegood::scenario

}  // namespace makegood::scenario
