#include "storage/memory/memory_store.h"

#include "common/errors.h"
#include "storage/conformance/store_conformance.h"
#include "storage/memory/faulty_store.h"

namespace ogi::conformance {
namespace {

class MemoryUnderTest : public StoreUnderTest {
 public:
  Store& store() override { return faulty_; }

  bool can_fail_sync() const override { return true; }
  void FailNextSync(bool landed) override {
    faulty_.FailNextBatch(
        landed ? FaultyStore::Failure::kUnknownApplied : FaultyStore::Failure::kUnknownNotApplied,
        errors::OutcomeUnknown("the test failed a sync"));
  }

 private:
  MemoryStore memory_;
  FaultyStore faulty_{&memory_};
};

INSTANTIATE_TEST_SUITE_P(Memory, StoreConformanceTest,
                         testing::Values(Engine{
                             "Memory", [] { return std::make_unique<MemoryUnderTest>(); }}),
                         EngineName);

}  // namespace
}  // namespace ogi::conformance
