# -DOGI_SANITIZE=address,undefined puts the sanitizers into every target, generated code included.
if(OGI_SANITIZE)
  add_compile_options(-fsanitize=${OGI_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${OGI_SANITIZE})
endif()

# The fuzzers steer by what was reached in every target.
if(OGI_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()
