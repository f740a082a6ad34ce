// What OGI is measured against: the least that could be called a server.
#ifndef OGI_TESTS_BENCH_BASELINES_H_
#define OGI_TESTS_BENCH_BASELINES_H_

#include <string>

namespace ogi::bench {

// SubmissionService over gRPC's sync API: one synced RocksDB Put of the report's bytes a call, and
// an answer with nothing in it. Checks nothing, indexes nothing, repeats nothing. Serves until it
// is killed.
int ServeNaivePut(const std::string& directory);

// RetrievalService over gRPC's callback API: answers every GetReport with the bytes in `file`,
// without looking at the request. Serves until it is killed.
int ServeEcho(const std::string& file);

}  // namespace ogi::bench

#endif  // OGI_TESTS_BENCH_BASELINES_H_
