#include <string>
#include <vector>

#include "tests/bench/benchmarks.h"
#include "tests/bench/fixture.h"

namespace ogi::bench {
namespace {

constexpr double kMegabyte = 1e6;
// What was promised.
constexpr double kMaxMegabytes = 150;
constexpr double kMaxStartMilliseconds = 500;

}  // namespace

void BenchIdle(const Options& options, Results& results) {
  std::vector<double> megabytes;
  std::vector<double> milliseconds;
  for (int round = 0; round < options.rounds; ++round) {
    BenchServer server(options.ogid, /*with_agencies=*/false);
    megabytes.push_back(static_cast<double>(server.process().ResidentBytes()) / kMegabyte);
    milliseconds.push_back(absl::ToDoubleMilliseconds(server.process().start_time()));
  }
  results.Add({"idle server, resident memory", Median(megabytes), kMaxMegabytes,
               Median(megabytes) / kMaxMegabytes, "MB", "against the most it may take"});
  results.Add({"start to ready", Median(milliseconds), kMaxStartMilliseconds,
               Median(milliseconds) / kMaxStartMilliseconds, "ms", "against the most it may take"});
}

}  // namespace ogi::bench
