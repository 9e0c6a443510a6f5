#include "adapters/codec/json_document.hpp"

#include <algorithm>
#include <vector>

#include <simdjson.h>

#include "adapters/codec/json_locator.hpp"
#include "adapters/codec/json_reader.hpp"
#include "adapters/codec/json_tree.hpp"

namespace makegood::codec {
namespace {

constexpr std::size_t name_bytes_max = 256;
constexpr std::size_t depth_limit = 63;            // as deep as JsonWriter can give it back
constexpr std::size_t pairwise_names_max = 24;     // above it sorting beats comparing all pairs
constexpr std::size_t kept_bytes_max = 64 * 1024;  // storage of larger documents goes back to the heap
constexpr std::size_t kept_trees_max = 8;

struct ParsedTree : JsonTree {
    simdjson::dom::parser parser;
    std::vector<std::string_view> names;  // scratch
};

/// Trees of documents that are gone, so that the hot path allocates nothing.
struct SpareTrees {
    static inline thread_local bool is_open = false;  // false again before the thread's last documents die
    std::vector<std::unique_ptr<ParsedTree>> trees;
    SpareTrees() {
        trees.reserve(kept_trees_max);
        is_open = true;
    }
    ~SpareTrees() { is_open = false; }
};

SpareTrees& spare_trees() {
    thread_local SpareTrees spare;
    return spare;
}

bool has_control_character(std::string_view name) {
    return std::any_of(name.begin(), name.end(),
                       [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7F; });
}

/// Copies simdjson's tape into our nodes and refuses what simdjson lets through.
class TreeBuilder {
  public:
    TreeBuilder(ParsedTree& tree, std::size_t depth_max) : tree_(tree), depth_max_(depth_max) {}

    enum class Outcome : std::uint8_t { built, too_deep, faulty };
    [[nodiscard]] Outcome build(simdjson::dom::element root) {
        tree_.nodes.clear();
        const bool is_built = add(root, {}, nowhere, 0);
        return is_built ? Outcome::built : is_too_deep_ ? Outcome::too_deep : Outcome::faulty;
    }
    [[nodiscard]] Fault fault() && { return std::move(fault_); }

  private:
    ParsedTree& tree_;
    std::size_t depth_max_;
    bool is_too_deep_ = false;
    Fault fault_;

    bool add(simdjson::dom::element element, std::string_view name, NodeIndex parent, std::size_t depth) {
        const auto index = static_cast<NodeIndex>(tree_.nodes.size());
        JsonNode& node = tree_.nodes.emplace_back();
        node.name = name.data();
        node.name_bytes = static_cast<std::uint32_t>(name.size());
        node.parent = parent;
        if (!fill(node, index, element, depth)) return false;
        tree_.nodes[index].next = static_cast<NodeIndex>(tree_.nodes.size());
        return true;
    }

    bool fill(JsonNode& node, NodeIndex index, simdjson::dom::element element, std::size_t depth) {
        using simdjson::dom::element_type;
        switch (element.type()) {
            case element_type::ARRAY: return add_items(element.get_array().value_unsafe(), index, depth);
            case element_type::OBJECT: return add_members(element.get_object().value_unsafe(), index, depth);
            case element_type::STRING: return fill_text(node, element.get_string().value_unsafe());
            case element_type::INT64:
                node.kind = JsonKind::integer;
                node.integer = element.get_int64().value_unsafe();
                return true;
            case element_type::UINT64:
                node.kind = JsonKind::large;
                node.large = element.get_uint64().value_unsafe();
                return true;
            case element_type::DOUBLE:
                node.kind = JsonKind::fraction;
                node.fraction = element.get_double().value_unsafe();
                return true;
            case element_type::BOOL:
                node.kind = JsonKind::flag;
                node.flag = element.get_bool().value_unsafe();
                return true;
            case element_type::NULL_VALUE: return true;
        }
        return false;
    }

    bool fill_text(JsonNode& node, std::string_view text) {
        node.kind = JsonKind::text;
        node.text = text.data();
        node.text_bytes = static_cast<std::uint32_t>(text.size());
        return true;
    }

    bool add_items(simdjson::dom::array array, NodeIndex index, std::size_t depth) {
        if (depth == depth_max_) return refuse_depth();
        std::uint64_t count = 0;
        for (simdjson::dom::element item : array) {
            if (!add(item, {}, index, depth + 1)) return false;
            ++count;
        }
        tree_.nodes[index].kind = JsonKind::array;
        tree_.nodes[index].children = count;
        return true;
    }

    bool add_members(simdjson::dom::object object, NodeIndex index, std::size_t depth) {
        if (depth == depth_max_) return refuse_depth();
        tree_.nodes[index].kind = JsonKind::object;
        std::uint64_t count = 0;
        for (auto [name, value] : object) {
            if (name.size() > name_bytes_max || has_control_character(name)) return refuse_name(index);
            if (!add(value, name, index, depth + 1)) return false;
            ++count;
        }
        tree_.nodes[index].children = count;
        return count <= pairwise_names_max ? compare_pairs(index) : compare_sorted(index);
    }

    bool refuse_depth() {
        is_too_deep_ = true;
        return false;
    }

    bool refuse_name(NodeIndex object) {
        fault_ = {tree_.pointer(object), "a field whose name is too long or not printable",
                  "names of at most " + std::to_string(name_bytes_max) + " bytes without control characters"};
        return false;
    }

    bool refuse_twice(NodeIndex object, std::string_view name) {
        fault_ = {tree_.pointer(object), "the field twice", "the field at most once"};
        append_pointer(fault_.pointer, name);
        return false;
    }

    bool compare_pairs(NodeIndex object) {
        const std::vector<JsonNode>& nodes = tree_.nodes;
        const auto end = static_cast<NodeIndex>(nodes.size());
        for (NodeIndex later = object + 1; later != end; later = next_of(later))
            for (NodeIndex earlier = object + 1; earlier != later; earlier = nodes[earlier].next)
                if (nodes[earlier].name_text() == nodes[later].name_text())
                    return refuse_twice(object, nodes[later].name_text());
        return true;
    }

    bool compare_sorted(NodeIndex object) {
        std::vector<std::string_view>& names = tree_.names;
        names.clear();
        const auto end = static_cast<NodeIndex>(tree_.nodes.size());
        for (NodeIndex member = object + 1; member != end; member = next_of(member))
            names.push_back(tree_.nodes[member].name_text());
        std::sort(names.begin(), names.end());
        const auto twice = std::adjacent_find(names.begin(), names.end());
        return twice == names.end() || refuse_twice(object, *twice);
    }

    [[nodiscard]] NodeIndex next_of(NodeIndex index) const { return tree_.nodes[index].next; }
};

}  // namespace

std::unique_ptr<JsonTree, JsonDocument::GiveBack> JsonDocument::borrow_tree() {
    auto& trees = spare_trees().trees;
    if (trees.empty()) return {new ParsedTree, GiveBack{}};
    std::unique_ptr<JsonTree, GiveBack> tree(trees.back().release());
    trees.pop_back();
    return tree;
}

void JsonDocument::GiveBack::operator()(JsonTree* tree) const noexcept {
    std::unique_ptr<ParsedTree> parsed(static_cast<ParsedTree*>(tree));
    if (!SpareTrees::is_open || parsed->parser.capacity() > kept_bytes_max) return;
    auto& trees = spare_trees().trees;
    if (trees.size() < kept_trees_max) trees.push_back(std::move(parsed));
}

Result<JsonDocument, Fault> JsonDocument::parse(std::string_view bytes, std::size_t depth_max) {
    invariant(depth_max <= depth_limit, "a caller asks for no more than 63 levels of JSON");
    if (bytes.empty()) return Failure{Fault{"", "nothing", "a JSON document"}};
    auto tree = borrow_tree();
    auto& parsed = static_cast<ParsedTree&>(*tree);
    simdjson::dom::element root;
    const simdjson::error_code error = parsed.parser.parse(bytes.data(), bytes.size()).get(root);
    if (error == simdjson::CAPACITY || error == simdjson::MEMALLOC)
        return Failure{
            Fault{"", "a document of " + std::to_string(bytes.size()) + " bytes", "one that fits in memory"}};
    if (error != simdjson::SUCCESS) return Failure{locate_json_error(bytes, depth_max)};

    TreeBuilder builder(parsed, depth_max);
    switch (builder.build(root)) {
        case TreeBuilder::Outcome::built: return JsonDocument(std::move(tree));
        case TreeBuilder::Outcome::too_deep: return Failure{locate_json_error(bytes, depth_max)};
        case TreeBuilder::Outcome::faulty: break;
    }
    return Failure{std::move(builder).fault()};
}

JsonValue JsonDocument::root(Faults& faults) const {
    return JsonValue(*tree_, 0, faults);
}

ObjectReader JsonDocument::object(Faults& faults) const {
    return root(faults).object();
}

}  // namespace makegood::codec
