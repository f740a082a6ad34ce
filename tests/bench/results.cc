#include "tests/bench/results.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/str_format.h"

namespace ogi::bench {

double Median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::string Spread(const std::vector<double>& values) {
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  return absl::StrFormat("%.2f..%.2f", *least, *greatest);
}

void Results::Add(Row row) {
  if (rows_.empty()) {
    std::cout << absl::StreamFormat("%-42s %12s %12s %7s  %-10s\n", "name", "value", "baseline",
                                    "ratio", "unit");
  }
  std::cout << absl::StreamFormat("%-42s %12.1f %12.1f %7.2f  %-10s %s", row.name, row.value,
                                  row.baseline, row.ratio, row.unit, row.remark)
            << std::endl;
  rows_.push_back(std::move(row));
}

bool Results::WriteJson(const std::string& file) const {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Row& row : rows_) {
    list.push_back({{"name", row.name},
                    {"value", row.value},
                    {"baseline", row.baseline},
                    {"ratio", row.ratio},
                    {"unit", row.unit}});
  }
  std::ofstream out(file);
  out << list.dump(2) << "\n";
  return out.good();
}

}  // namespace ogi::bench
