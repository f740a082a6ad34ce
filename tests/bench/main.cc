// ogi_bench: prints ratios against baselines of the same run. Run it by `./x bench`.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <string>

#include "absl/synchronization/mutex.h"
#include "tests/bench/baselines.h"
#include "tests/bench/benchmarks.h"

namespace ogi::bench {
namespace {

int Run(int argc, char** argv) {
  CLI::App app("Benchmarks of OGI", "ogi_bench");
  std::string put_directory;
  std::string echo_file;
  std::string json = "bench.json";
  std::string only;
  bool quick = false;
  Options options;
  options.self = argv[0];
  app.add_option("--ogid", options.ogid, "the server to measure");
  app.add_option("--ogictl", options.ogictl, "the ogictl to measure");
  app.add_option("--json", json, "where the rows are written")->capture_default_str();
  app.add_option("--only", only,
                 "server, identity, fair-use, counts, sweep, domain, rules, idle or import");
  app.add_option("--at-once", options.at_once, "calls under way at once")->capture_default_str();
  app.add_flag("--quick", quick, "one short round: whether it runs, not how fast");
  app.add_option("--baseline-put", put_directory)->group("");
  app.add_option("--baseline-echo", echo_file)->group("");
  CLI11_PARSE(app, argc, argv);
  if (!put_directory.empty()) return ServeNaivePut(put_directory);
  if (!echo_file.empty()) return ServeEcho(echo_file);
  // The callers share the machine with the server, so they had better be light.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  if (quick) {
    options.round = absl::Milliseconds(100);
    options.rounds = 1;
    options.quick = true;
  }
  Results results;
  if (only.empty() || only == "domain") BenchDomain(results);
  if (only.empty() || only == "rules") BenchRules(results);
  if (only.empty() || only == "counts") BenchCounts(options, results);
  if (only.empty() || only == "sweep") {
    BenchSweep(options, results);
    BenchFilingBesideSweep(options, results);
  }
  if (only.empty() || only == "import") BenchImport(options, results);
  if (only.empty() || only == "idle") BenchIdle(options, results);
  if (only.empty() || only == "server") BenchSubmitAndGet(options, results);
  if (only.empty() || only == "identity") BenchIdentity(options, results);
  if (only.empty() || only == "fair-use") BenchFairUse(options, results);
  return results.WriteJson(json) ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace ogi::bench

int main(int argc, char** argv) { return ogi::bench::Run(argc, argv); }
