from copro import request_urls

urlpatterns = [*request_urls.urlpatterns]
