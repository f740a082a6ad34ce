// What every Store must do, as one suite. A test binary of an engine includes this file once and
// names the engine:
//
//   INSTANTIATE_TEST_SUITE_P(Memory, StoreConformanceTest, testing::Values(Engine{…}), EngineName);
//
// inside namespace ogi::conformance. Keys of payloads stand among the others wherever it may
// matter: an engine may keep them apart, and must not show it.
#ifndef OGI_STORAGE_CONFORMANCE_STORE_CONFORMANCE_H_
#define OGI_STORAGE_CONFORMANCE_STORE_CONFORMANCE_H_

#include "storage/conformance/commit_cases.h"
#include "storage/conformance/failure_cases.h"
#include "storage/conformance/model_cases.h"
#include "storage/conformance/read_cases.h"
#include "storage/conformance/seal_cases.h"
#include "storage/conformance/store_under_test.h"

#endif  // OGI_STORAGE_CONFORMANCE_STORE_CONFORMANCE_H_
