"""The handlers, one module for each tag of the contract.

Every public function of such a module is the handler of the operation of its name (`list_aois` for `listAois`). It
takes a `Call`, whose parameters and body are valid, and returns the content of the answer in the media type of the
contract: a JSON value, a text, bytes, or None for no content. If the operation has several successes, it returns an
`Answer` with the status. If it raises `ApiError`, everything that it has written is rolled back.
"""
