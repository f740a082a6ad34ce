// Rows of a benchmark: a value beside a baseline of the same run.
#ifndef OGI_TESTS_BENCH_RESULTS_H_
#define OGI_TESTS_BENCH_RESULTS_H_

#include <string>
#include <vector>

namespace ogi::bench {

struct Row {
  std::string name;
  double value = 0;
  double baseline = 0;
  // Of value to baseline: the median over rounds.
  double ratio = 0;
  std::string unit;
  // What else a reader wants to know, for the terminal only.
  std::string remark;
};

double Median(std::vector<double> values);

// "0.95..1.10": the least and the greatest.
std::string Spread(const std::vector<double>& values);

class Results {
 public:
  // Prints the row at once.
  void Add(Row row);
  // As a list of {name, value, baseline, ratio, unit}. False where the file cannot be written.
  bool WriteJson(const std::string& file) const;

 private:
  std::vector<Row> rows_;
};

}  // namespace ogi::bench

#endif  // OGI_TESTS_BENCH_RESULTS_H_
